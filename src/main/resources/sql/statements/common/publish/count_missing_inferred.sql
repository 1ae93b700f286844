select count(*)
from {{ inferred }} as referred
left join {{ table }} as present on present.{{ key }} = referred.{{ key }}
where referred._run_id = ?
    and present.{{ key }} is null
