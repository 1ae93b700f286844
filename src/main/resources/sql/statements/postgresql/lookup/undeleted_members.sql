-- A member stands if what was said of it last, by other batches, is not that it was deleted.
select said.{{ key }}
from (
    select
        history.{{ key }},
        history._row_hash,
        row_number() over (partition by history.{{ key }} order by history._batch_date desc) as newest
    from {{ staging }}.history_{{ dimension }} as history
    where history._batch_date <> ?
        and history.{{ key }} = any(?)
) as said
where said.newest = 1
    and said._row_hash is not null
