"""What the faces read of documents: ``public`` for everybody, ``desk`` for staff."""
