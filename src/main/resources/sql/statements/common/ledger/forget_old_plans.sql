delete from loadstar.run_plan
where run_id in (
    select run_id
    from loadstar.run
    where subject_area = ?
        and run_id < (
            select coalesce(max(run_id), 0)
            from loadstar.run
            where subject_area = ?
                and status = 'published'
        )
)
