"""The staff pages (工作台): import, look over, publish, audit."""
