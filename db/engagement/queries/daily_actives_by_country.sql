-- Users by day and the country that they were in then.
-- The fact holds the version of the user that was in force: who moves later still counts where he was.
select
    fact_interaction.date_key,
    coalesce(dim_user.country, 'unknown') as country,
    count(distinct fact_interaction.user_durable_key) as users
from engagement.fact_interaction
inner join engagement.dim_user on dim_user.user_key = fact_interaction.user_key
group by
    fact_interaction.date_key,
    coalesce(dim_user.country, 'unknown')
order by
    fact_interaction.date_key,
    country
