"""One door to full text: texts in, any run of characters as a question, hits with snippets and facets out."""
