"""The open interface: organs, reports, cells, figures and findings for everybody's programs, read only, versioned."""
