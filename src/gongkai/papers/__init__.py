"""Official papers (公文, 文书) in the layout of GB/T 9704—2012: one model, printed as PDF, Word and plain text. Pure.

``model`` is what a paper consists of, ``markup`` makes blocks of cleaned HTML; ``pdf``, ``word`` and ``text`` print it.
A paper says nothing about where it came from: whoever knows documents, letters or reports puts them into one.
"""
