-- Users who have never been active.
-- An anti join: keep what finds no partner. NOT IN would return nothing at all as soon as the list held one NULL.
select
    dim_user.user_id,
    dim_user.user_name
from learning.dim_user
left join learning.fact_activity on fact_activity.user_key = dim_user.user_key
where fact_activity.user_key is null
    and dim_user.user_id is not null
order by dim_user.user_id
