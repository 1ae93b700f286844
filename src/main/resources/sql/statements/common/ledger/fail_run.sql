update loadstar.run
set
    status = 'failed',
    finished_at = ?,
    exit_code = ?,
    message = ?
where run_id = ?
    and status = 'running'
