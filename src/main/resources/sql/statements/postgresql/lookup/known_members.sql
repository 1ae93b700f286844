-- A row of history holds from its batch until another says something else.
select history.{{ key }}
from {{ staging }}.history_{{ dimension }} as history
cross join (
    select coalesce(min(batch_date), date '9999-12-31') as batch_date
    from {{ staging }}.batches_{{ dimension }}
    where batch_date > ?
) as next_batch
where history.{{ key }} = any(?)
    and history._row_hash is not null
    and (history._batch_date <> ? or history._until > next_batch.batch_date)
