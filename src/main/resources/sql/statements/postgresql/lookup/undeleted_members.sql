-- A member is there on a batch's date unless the last that other batches said of it until then is that it was deleted; as
-- without deletes, it is enough that a later batch names it.
with asked as (
    select cast(? as date) as batch_date
),

said as (
    select
        history.{{ key }},
        history._row_hash,
        case when history._batch_date > asked.batch_date then true else false end as is_later,
        row_number() over (
            partition by history.{{ key }}, case when history._batch_date > asked.batch_date then 1 else 0 end
            order by {{ order }}
        ) as newest
    from {{ staging }}.history_{{ dimension }} as history
    cross join asked
    where history.{{ key }} = any(?)
        and history._batch_date <> asked.batch_date
)

select distinct {{ key }}
from said
where _row_hash is not null
    and (is_later or newest = 1)
