"""The lake (数据湖): frozen Parquet, its schemas, manifest, writer and readers. No Django, no live table."""
