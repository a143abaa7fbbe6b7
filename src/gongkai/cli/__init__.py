"""The command line ``gongkai``; every command stands on the public functions of the packages below."""
