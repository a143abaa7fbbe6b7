"""The command line: ``gongkai read|check|compare|convert|form`` and the commands of the server."""
