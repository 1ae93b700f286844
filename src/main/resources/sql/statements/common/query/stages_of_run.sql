select
    ordinal as stage,
    station,
    name,
    tasks,
    records,
    bytes_read / 1048576 as mb_read,
    bytes_shuffled / 1048576 as mb_shuffled,
    bytes_spilled / 1048576 as mb_spilled,
    collecting_ms,
    median_task_ms,
    longest_task_ms
from loadstar.run_stage
where run_id = ?
order by ordinal
