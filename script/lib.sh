# Shared by the scripts in this folder: where the project is, which Python, its own virtual environment.
# Sourced, never run. Works with bash 3.2 (macOS) and with spaces in the path.

set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
VENV="$ROOT/.venv"
PYTHON="$VENV/bin/python"
cd "$ROOT"

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

find_python() {
  local candidate
  for candidate in "${GONGKAI_PYTHON:-}" python3.13 python3.12 python3.11 python3 python; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      command -v "$candidate"
      return
    fi
  done
  die "Python 3.11 or newer is needed and was not found. Install it, or name it: GONGKAI_PYTHON=/path/to/python3 $0"
}

as_root_apt() { # install Debian packages when that is possible, else say no
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
  say "Installing with apt: $*"
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y --no-install-recommends "$@" >&2 ||
    { apt-get update >&2 && apt-get install -y --no-install-recommends "$@" >&2; }
}

make_venv() {
  local python
  python="$(find_python)"
  if ! "$python" -c 'import ensurepip' >/dev/null 2>&1; then # Debian keeps venv in a package of its own
    local version
    version="$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
    as_root_apt "python$version-venv" ||
      die "this Python has no venv module. Install it (Debian, Ubuntu: sudo apt install python$version-venv) and run again."
  fi
  say "Making the virtual environment .venv with $("$python" --version)"
  "$python" -m venv --clear "$VENV"
}

# The hash of everything an installation depends on
lock_hash() { # runtime|dev
  cat "requirements/$1.txt" pyproject.toml |
    "$PYTHON" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}

installed() { # runtime|dev
  [ -f "$VENV/.installed-$1" ] && [ "$(cat "$VENV/.installed-$1")" = "$(lock_hash "$1")" ]
}

# ensure_venv runtime|dev: the locked dependencies are in .venv; does nothing when they already are
ensure_venv() {
  if [ -d "$VENV" ] && ! "$PYTHON" -c 'import os, sys; sys.exit(not os.path.samefile(sys.prefix, sys.argv[1]))' "$VENV" >/dev/null 2>&1; then
    say "The virtual environment does not run here (moved folder or another Python): making it anew"
    rm -rf "$VENV"
  fi
  [ -d "$VENV" ] || make_venv
  if installed "$1" || installed dev; then return; fi # dev contains runtime
  say "Installing the locked dependencies (requirements/$1.txt); later starts skip this"
  "$PYTHON" -m pip install --disable-pip-version-check --require-hashes -r "requirements/$1.txt" >&2
  "$PYTHON" -m pip install --disable-pip-version-check --no-deps --no-build-isolation --no-index -q -e . >&2
  lock_hash "$1" > "$VENV/.installed-$1"
}
