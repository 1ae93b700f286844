insert into loadstar.run_source (
    run_id,
    source,
    records_read,
    records_loaded,
    records_quarantined,
    records_duplicate,
    records_left_out
)
values (?, ?, ?, ?, ?, ?, ?)
