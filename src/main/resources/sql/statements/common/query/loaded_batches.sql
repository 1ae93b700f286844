-- Batches of a period that were published and not taken back since.
select batch_date
from loadstar.run
where subject_area = ?
    and batch_date between ? and ?
    and status = 'published'
group by batch_date
having max(case when kind <> 'retract' then run_id end)
    > coalesce(max(case when kind = 'retract' then run_id end), 0)
