"""Pages taken along as a sheet (带走的表格)."""

from __future__ import annotations

import csv

from django.http import HttpResponse

from daylight.apps.reporting.types import RowsView
from daylight.interfaces.kit.language import says
from daylight.interfaces.kit.sheets import harmless


def rows_csv(view: RowsView) -> HttpResponse:
    """Return a page of rows as CSV that spreadsheets open in Chinese (导出本页)."""
    name = f"{view.target.id}-{view.org.code}-{view.page}.csv"
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow([says(column.title) for column in view.columns])
    writer.writerows([harmless(cell) for cell in row] for row in view.rows)
    return response
