select
    run_id as run,
    subject_area as area,
    batch_date,
    kind,
    status,
    started_at,
    finished_at,
    input,
    exit_code,
    message
from loadstar.run
where run_id = ?
