-- How many users have each skill.
-- The bridge holds each group of skills once, by its key, and so joins to the dimension without an array. A user who names a skill twice counts
-- once by DISTINCT; a user without skills is in the group that has none.
select
    bridge_user_skill.skill,
    count(distinct dim_user.user_key) as users
from learning.dim_user
inner join learning.bridge_user_skill on bridge_user_skill.skill_group_key = dim_user.skill_group_key
where dim_user.user_id is not null
group by bridge_user_skill.skill
order by
    users desc,
    coalesce(bridge_user_skill.skill, '')
