"""The seams: to the store of observations (Parquet, read by DuckDB) and to the engine `progress`."""
