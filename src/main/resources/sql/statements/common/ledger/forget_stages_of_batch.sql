delete from loadstar.run_stage
where run_id in (
    select run_id
    from loadstar.run
    where subject_area = ?
        and batch_date = ?
        and run_id <> ?
)
