"""A report written out: as JSON and back, in the official layout, as rows for spreadsheets and databases.

* :func:`.as_json.to_json`: the published JSON shape; :func:`.from_json.from_json` reads it back.
* :func:`.documents.write_report`: HTML, Word, Markdown or Excel in the official layout of the form;
  :func:`.documents.empty_form`: the same with nothing filled in.
* :func:`.tabular.write_csv`, :func:`.tabular.write_parquet`: one row per cell, many reports in one file.
* :func:`.xlsx.write_xlsx`: many reports in one workbook: cells, figures, findings.
"""
