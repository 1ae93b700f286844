update loadstar.run
set
    status = 'published',
    finished_at = ?,
    exit_code = 0
where run_id = ?
    and status = 'running'
