-- How many of a month's users come on a given day (DAU/MAU).
-- Both numbers are read from marts: distinct users cannot be summed, so a month's are counted on their own, once, when its days change.
-- A month that has only begun has few users, and looks stickier than it is.
select
    daily_active_users.date_key,
    daily_active_users.active_users as daily_users,
    monthly_active_users.active_users as monthly_users,
    cast(
        100 * cast(daily_active_users.active_users as decimal(18, 4)) / monthly_active_users.active_users as decimal(10, 2)
    ) as percent
from engagement.daily_active_users
inner join engagement.monthly_active_users
    on monthly_active_users.month_key = daily_active_users.date_key / 100 * 100 + 1
order by daily_active_users.date_key
