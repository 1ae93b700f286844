-- How often each action was done, and the minutes that fall to it.
-- A day's minutes belong to all of its actions: summed as they are, they would count once per action. The bridge's weight shares them out, so
-- that the last column adds up to all minutes there are.
select
    bridge_activity_action.action,
    count(bridge_activity_action.action) as times,
    cast(round(cast(sum(fact_activity.minutes * bridge_activity_action.weight) as decimal(20, 6)), 2) as decimal(12, 2)) as weighted_minutes
from learning.fact_activity
inner join learning.bridge_activity_action
    on bridge_activity_action.action_group_key = fact_activity.action_group_key
group by bridge_activity_action.action
order by
    times desc,
    coalesce(bridge_activity_action.action, '')
