-- A member is there on a batch's date unless the last that other batches said of it until then is that it was deleted; as
-- without deletes, it is enough that a later batch names it.
with asked as (
    select cast(? as date) as batch_date
)

select history.{{ key }}
from {{ staging }}.history_{{ dimension }} as history
cross join asked
where history.{{ key }} = any(?)
    and history._batch_date <> asked.batch_date
group by history.{{ key }}
having max(case when history._batch_date < asked.batch_date and history._row_hash is not null then history._batch_date end)
        > coalesce(
            max(case when history._batch_date < asked.batch_date and history._row_hash is null then history._batch_date end),
            date '0001-01-01'
        )
    or max(case when history._batch_date > asked.batch_date and history._row_hash is not null then 1 end) = 1
