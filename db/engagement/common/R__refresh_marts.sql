-- Generated from engagement.yaml by 'loadstar generate engagement'. Runs last: all that marts read is in place.
-- daily_active_users: date_key integer, active_users bigint, actions bigint, duration_ms bigint
create or replace procedure engagement_staging.refresh_daily_active_users()
language plpgsql
as $$
declare
    v_first_date integer;
    v_last_date integer;
begin
    delete from engagement_staging.refreshed_daily_active_users;

    insert into engagement_staging.refreshed_daily_active_users (date_key)
    with changed as (
        select distinct date_key from engagement_staging.changed_dates
    )

    select date_key from changed;

    delete from engagement_staging.read_daily_active_users;

    insert into engagement_staging.read_daily_active_users (date_key)
    select date_key from engagement_staging.refreshed_daily_active_users;

    analyze engagement_staging.read_daily_active_users;

    select min(date_key), max(date_key)
    into v_first_date, v_last_date
    from engagement_staging.read_daily_active_users;

    delete from engagement.daily_active_users
    where date_key in (select date_key from engagement_staging.refreshed_daily_active_users);

    insert into engagement.daily_active_users (
        date_key,
        active_users,
        actions,
        duration_ms
    )
    select
        mart.date_key,
        mart.active_users,
        mart.actions,
        mart.duration_ms
    from (
        -- Users with at least one valid action, by day.
        select
            date_key,
            count(distinct user_durable_key) as active_users,
            count(*) as actions,
            cast(sum(duration_ms) as bigint) as duration_ms
        from (
            select *
            from engagement.fact_interaction
            where date_key between v_first_date and v_last_date
                and date_key in (select date_key from engagement_staging.read_daily_active_users)
        ) as fact_interaction
        group by date_key
    ) as mart
    where mart.date_key in (select date_key from engagement_staging.refreshed_daily_active_users);
end
$$;

-- monthly_active_users: month_key integer, active_users bigint
create or replace procedure engagement_staging.refresh_monthly_active_users()
language plpgsql
as $$
declare
    v_first_date integer;
    v_last_date integer;
begin
    delete from engagement_staging.refreshed_monthly_active_users;

    insert into engagement_staging.refreshed_monthly_active_users (date_key)
    with changed as (
        select distinct date_key from engagement_staging.changed_dates
    )

    select distinct date_key / 100 * 100 + 1 from changed;

    delete from engagement_staging.read_monthly_active_users;

    insert into engagement_staging.read_monthly_active_users (date_key)
    select calendar.date_key
    from shared.dim_date as calendar
    inner join engagement_staging.refreshed_monthly_active_users as refreshed
        on calendar.date_key / 100 * 100 + 1 = refreshed.date_key;

    analyze engagement_staging.read_monthly_active_users;

    select min(date_key), max(date_key)
    into v_first_date, v_last_date
    from engagement_staging.read_monthly_active_users;

    delete from engagement.monthly_active_users
    where month_key in (select date_key from engagement_staging.refreshed_monthly_active_users);

    insert into engagement.monthly_active_users (
        month_key,
        active_users
    )
    select
        mart.month_key,
        mart.active_users
    from (
        -- Users with at least one valid action, by calendar month.
        select
            date_key / 100 * 100 + 1 as month_key,
            count(distinct user_durable_key) as active_users
        from (
            select *
            from engagement.fact_user_day
            where date_key between v_first_date and v_last_date
                and date_key in (select date_key from engagement_staging.read_monthly_active_users)
        ) as fact_user_day
        group by date_key / 100 * 100 + 1
    ) as mart
    where mart.month_key in (select date_key from engagement_staging.refreshed_monthly_active_users);
end
$$;

-- rolling_active_users: date_key integer, active_users bigint
create or replace procedure engagement_staging.refresh_rolling_active_users()
language plpgsql
as $$
declare
    v_first_date integer;
    v_last_date integer;
begin
    delete from engagement_staging.refreshed_rolling_active_users;

    insert into engagement_staging.refreshed_rolling_active_users (date_key)
    with changed as (
        select distinct date_key from engagement_staging.changed_dates
    )

    select distinct calendar.date_key
    from changed
    inner join shared.dim_date as present on present.date_key = changed.date_key
    inner join shared.dim_date as calendar
        on calendar.full_date between present.full_date - 0 and present.full_date + 29;

    delete from engagement_staging.read_rolling_active_users;

    insert into engagement_staging.read_rolling_active_users (date_key)
    select distinct calendar.date_key
    from engagement_staging.refreshed_rolling_active_users as refreshed
    inner join shared.dim_date as present on present.date_key = refreshed.date_key
    inner join shared.dim_date as calendar
        on calendar.full_date between present.full_date - 29 and present.full_date + 0;

    analyze engagement_staging.read_rolling_active_users;

    select min(date_key), max(date_key)
    into v_first_date, v_last_date
    from engagement_staging.read_rolling_active_users;

    delete from engagement.rolling_active_users
    where date_key in (select date_key from engagement_staging.refreshed_rolling_active_users);

    insert into engagement.rolling_active_users (
        date_key,
        active_users
    )
    select
        mart.date_key,
        mart.active_users
    from (
        -- Users with at least one valid action on a day or on one of the 29 days before it.
        with days as (
            select distinct date_key from (
            select *
            from engagement.fact_user_day
            where date_key between v_first_date and v_last_date
                and date_key in (select date_key from engagement_staging.read_rolling_active_users)
        ) as fact_user_day
        ),

        users_of_days as (
            select distinct
                date_key,
                user_durable_key
            from (
            select *
            from engagement.fact_user_day
            where date_key between v_first_date and v_last_date
                and date_key in (select date_key from engagement_staging.read_rolling_active_users)
        ) as fact_user_day
        )

        select
            days.date_key,
            count(distinct users_of_days.user_durable_key) as active_users
        from days
        inner join shared.dim_date as last_day on last_day.date_key = days.date_key
        inner join shared.dim_date as active_day
            on active_day.full_date between last_day.full_date - 29 and last_day.full_date
        inner join users_of_days on users_of_days.date_key = active_day.date_key
        group by days.date_key
    ) as mart
    where mart.date_key in (select date_key from engagement_staging.refreshed_rolling_active_users);
end
$$;

-- sessions: user_durable_key varchar(64), started_at timestamp, date_key integer, user_key varchar(64), ended_at timestamp, actions bigint, duration_ms bigint
create or replace procedure engagement_staging.refresh_sessions()
language plpgsql
as $$
declare
    v_first_date integer;
    v_last_date integer;
begin
    delete from engagement_staging.refreshed_sessions;

    insert into engagement_staging.refreshed_sessions (date_key)
    with changed as (
        select distinct date_key from engagement_staging.changed_dates
    )

    select distinct calendar.date_key
    from changed
    inner join shared.dim_date as present on present.date_key = changed.date_key
    inner join shared.dim_date as calendar
        on calendar.full_date between present.full_date - 1 and present.full_date + 1;

    delete from engagement_staging.read_sessions;

    insert into engagement_staging.read_sessions (date_key)
    select distinct calendar.date_key
    from engagement_staging.refreshed_sessions as refreshed
    inner join shared.dim_date as present on present.date_key = refreshed.date_key
    inner join shared.dim_date as calendar
        on calendar.full_date between present.full_date - 1 and present.full_date + 1;

    analyze engagement_staging.read_sessions;

    select min(date_key), max(date_key)
    into v_first_date, v_last_date
    from engagement_staging.read_sessions;

    delete from engagement.sessions
    where date_key in (select date_key from engagement_staging.refreshed_sessions);

    insert into engagement.sessions (
        user_durable_key,
        started_at,
        date_key,
        user_key,
        ended_at,
        actions,
        duration_ms
    )
    select
        mart.user_durable_key,
        mart.started_at,
        mart.date_key,
        mart.user_key,
        mart.ended_at,
        mart.actions,
        mart.duration_ms
    from (
        -- Sessions: a gap of so many minutes between two actions of a user begins a new one, and so does midnight.
        with actions as (
            select
                user_durable_key,
                user_key,
                date_key,
                acted_at,
                action_type,
                page_id,
                duration_ms,
                lag(acted_at) over (
                    partition by user_durable_key
                    order by acted_at, action_type, page_id
                ) as acted_before,
                lag(date_key) over (
                    partition by user_durable_key
                    order by acted_at, action_type, page_id
                ) as date_before
            from (
            select *
            from engagement.fact_interaction
            where date_key between v_first_date and v_last_date
                and date_key in (select date_key from engagement_staging.read_sessions)
        ) as fact_interaction
        ),

        starts as (
            select
                actions.*,
                case
                    when acted_before is null then 1
                    when acted_at >= acted_before + /* var session_gap_minutes */ 30 * interval '1 minute' then 1
                    when date_key <> date_before and /* var split_at_midnight */ true then 1
                    else 0
                end as is_start
            from actions
        ),

        numbered as (
            select
                starts.*,
                sum(is_start) over (
                    partition by user_durable_key
                    order by acted_at, action_type, page_id
                    rows between unbounded preceding and current row
                ) as session_number
            from starts
        ),

        firsts as (
            select
                numbered.*,
                row_number() over (
                    partition by user_durable_key, session_number
                    order by acted_at, action_type, page_id
                ) as place
            from numbered
        )

        select
            user_durable_key,
            min(acted_at) as started_at,
            min(date_key) as date_key,
            max(case when place = 1 then user_key end) as user_key,
            max(acted_at) as ended_at,
            count(*) as actions,
            cast(
                case /* var session_duration */ 'sum'
                    when 'span' then extract(epoch from max(acted_at) - min(acted_at)) * 1000
                    else sum(duration_ms)
                end as bigint
            ) as duration_ms
        from firsts
        group by user_durable_key, session_number
    ) as mart
    where mart.date_key in (select date_key from engagement_staging.refreshed_sessions);
end
$$;

-- session_metrics: date_key integer, country varchar(40), device_type varchar(40), sessions bigint, actions bigint, duration_ms bigint, average_duration_ms numeric(18,2), actions_per_session numeric(18,2)
create or replace procedure engagement_staging.refresh_session_metrics()
language plpgsql
as $$
declare
    v_first_date integer;
    v_last_date integer;
begin
    delete from engagement_staging.refreshed_session_metrics;

    insert into engagement_staging.refreshed_session_metrics (date_key)
    with changed as (
        select distinct date_key from engagement_staging.changed_dates

        union

        select distinct date_key from engagement_staging.refreshed_sessions
    )

    select date_key from changed;

    delete from engagement_staging.read_session_metrics;

    insert into engagement_staging.read_session_metrics (date_key)
    select date_key from engagement_staging.refreshed_session_metrics;

    analyze engagement_staging.read_session_metrics;

    select min(date_key), max(date_key)
    into v_first_date, v_last_date
    from engagement_staging.read_session_metrics;

    delete from engagement.session_metrics
    where date_key in (select date_key from engagement_staging.refreshed_session_metrics);

    insert into engagement.session_metrics (
        date_key,
        country,
        device_type,
        sessions,
        actions,
        duration_ms,
        average_duration_ms,
        actions_per_session
    )
    select
        mart.date_key,
        mart.country,
        mart.device_type,
        mart.sessions,
        mart.actions,
        mart.duration_ms,
        mart.average_duration_ms,
        mart.actions_per_session
    from (
        -- How long sessions are and how much is done in them, by day, country and device.
        select
            sessions.date_key,
            coalesce(dim_user.country, 'unknown') as country,
            coalesce(dim_user.device_type, 'unknown') as device_type,
            count(*) as sessions,
            cast(sum(sessions.actions) as bigint) as actions,
            cast(sum(sessions.duration_ms) as bigint) as duration_ms,
            cast(round(cast(sum(sessions.duration_ms) as decimal(38, 4)) / count(*), 2) as decimal(18, 2)) as average_duration_ms,
            cast(round(cast(sum(sessions.actions) as decimal(38, 4)) / count(*), 2) as decimal(18, 2)) as actions_per_session
        from (
            select *
            from engagement.sessions
            where date_key between v_first_date and v_last_date
                and date_key in (select date_key from engagement_staging.read_session_metrics)
        ) as sessions
        inner join engagement.dim_user on dim_user.user_key = sessions.user_key
        group by
            sessions.date_key,
            coalesce(dim_user.country, 'unknown'),
            coalesce(dim_user.device_type, 'unknown')
    ) as mart
    where mart.date_key in (select date_key from engagement_staging.refreshed_session_metrics);
end
$$;

create or replace procedure engagement_staging.refresh_marts()
language plpgsql
as $$
begin
    call engagement_staging.refresh_daily_active_users();
    call engagement_staging.refresh_monthly_active_users();
    call engagement_staging.refresh_rolling_active_users();
    call engagement_staging.refresh_sessions();
    call engagement_staging.refresh_session_metrics();

    delete from engagement_staging.changed_dates;
end
$$;

-- Marts that are new, or made otherwise than before, are filled from what the star has.
insert into engagement_staging.changed_dates (date_key)
select date_key from shared.dim_date;

call engagement_staging.refresh_marts();
