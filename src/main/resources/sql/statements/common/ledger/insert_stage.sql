insert into loadstar.run_stage (
    run_id,
    ordinal,
    station,
    name,
    tasks,
    records,
    bytes_read,
    bytes_shuffled,
    bytes_spilled,
    collecting_ms,
    running_ms,
    median_task_ms,
    longest_task_ms,
    median_task_records,
    most_task_records,
    median_task_bytes,
    most_task_bytes
)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
