"""Speed of the product against a baseline in the same run; run with ``script/bench``, never by the tests."""
