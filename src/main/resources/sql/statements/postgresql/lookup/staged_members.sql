-- Members that runs bring which are published together with the one that asks.
select staged.{{ key }}
from {{ staging }}.staging_{{ dimension }} as staged
where staged.{{ key }} = any(?)
    and staged._run_id in ({{ runs }})
