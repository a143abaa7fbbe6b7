"""The one page of the kernel: is it alive?"""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache


@never_cache
def healthy(_request: HttpRequest) -> HttpResponse:
    """200 ``ok`` when the database answers; a load balancer asks here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")
