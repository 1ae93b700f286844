-- The five pages with the most users, and the actions on them.
-- Users say more than actions where some users are very busy; the page's number settles who is fifth when several are equal.
select
    page_id,
    count(distinct user_durable_key) as users,
    count(*) as actions
from engagement.fact_interaction
group by page_id
order by
    users desc,
    actions desc,
    page_id
limit 5
