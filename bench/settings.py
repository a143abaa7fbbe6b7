"""The product's settings with one more address: a bare view that returns a constant."""

from gongkai.conf.settings import *  # noqa: F403 - settings are a flat namespace

ROOT_URLCONF = "bench.urls"
