-- Generated from engagement.yaml by 'loadstar generate engagement'. For what is added to a batch; runs before replace_fact_user_day.
-- Takes out what the batch contributed and the run staged other rows in the place of.
create or replace procedure engagement_staging.displace_fact_user_day(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
declare
    v_displaced bigint;
    v_since integer;
begin
    -- The planner knows a former run's rows; with those in mind it may join row by row.
    analyze engagement_staging.staging_fact_user_day;

    -- Most of what is added takes nobody's place.
    select count(*)
    into v_displaced
    from (
        select 1
        from engagement.fact_user_day as fact
        inner join engagement_staging.staging_fact_user_day as staged
            on staged._run_id = p_run_id
            and staged.user_durable_key = fact.user_durable_key
            and staged.acted_on = fact.acted_on
        where fact._batch_date = p_batch_date
    ) as displaced;

    -- Dates of which marts change: those of the batch's rows, and those of rows whose members change.
    insert into engagement_staging.changed_dates (date_key)
    select distinct fact.date_key
    from engagement.fact_user_day as fact
    where fact._batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from engagement_staging.staging_fact_user_day as staged
            where staged._run_id = p_run_id
                and staged.user_durable_key = fact.user_durable_key
                and staged.acted_on = fact.acted_on
        );

    insert into engagement_staging.changed_dates (date_key)
    select distinct fact.date_key
    from engagement.fact_user_day as fact
    inner join engagement_staging.touched_dim_user as touched
        on touched.user_durable_key = fact.user_durable_key
    -- Of whom the batch says what stood already, nothing has changed.
    where touched.user_durable_key in (select user_durable_key from engagement_staging.changed_dim_user)
        or touched.user_durable_key not in (select user_durable_key from engagement_staging.versions_dim_user);

    insert into engagement_staging.changed_dates (date_key)
    select distinct fact.date_key
    from engagement.fact_user_day as fact
    inner join engagement_staging.moved_dim_user as moved
        on moved.user_durable_key = fact.user_durable_key
        and moved._facts_from <= fact.date_key
        and moved._facts_until > fact.date_key;

    -- Members that only these rows may have named.
    insert into engagement_staging.touched_dim_user (user_durable_key)
    select named.user_durable_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.user_durable_key
        from engagement.fact_user_day as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from engagement_staging.staging_fact_user_day as staged
                where staged._run_id = p_run_id
                    and staged.user_durable_key = fact.user_durable_key
                    and staged.acted_on = fact.acted_on
            )
    ) as named
    inner join (
        select distinct user_durable_key
        from engagement.dim_user as dimension
        where dimension.is_inferred
    ) as present
        on present.user_durable_key = named.user_durable_key;

    -- Members that only these rows may have named.
    insert into engagement_staging.touched_dim_user (user_durable_key)
    select named.user_durable_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.user_durable_key
        from engagement_staging.superseded_fact_user_day as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from engagement_staging.staging_fact_user_day as staged
                where staged._run_id = p_run_id
                    and staged.user_durable_key = fact.user_durable_key
                    and staged.acted_on = fact.acted_on
            )
    ) as named
    inner join (
        select distinct user_durable_key
        from engagement.dim_user as dimension
        where dimension.is_inferred
    ) as present
        on present.user_durable_key = named.user_durable_key;

    delete from engagement.fact_user_day
    where _batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from engagement_staging.staging_fact_user_day as staged
            where staged._run_id = p_run_id
                and staged.user_durable_key = fact_user_day.user_durable_key
                and staged.acted_on = fact_user_day.acted_on
        );

    -- Rows to which another version of user_key belongs now.
    select min(_facts_from) into v_since from engagement_staging.moved_dim_user where not _is_new;

    if v_since is not null then
        update engagement.fact_user_day
        set user_key = moved.user_key
        from engagement_staging.moved_dim_user as moved
        where moved.user_durable_key = fact_user_day.user_durable_key
            and not moved._is_new
            and moved._facts_from <= fact_user_day.date_key
            and moved._facts_until > fact_user_day.date_key
            and fact_user_day.date_key >= v_since
            and fact_user_day.user_key <> moved.user_key;
    end if;

    -- Rows to which another version of user_key belongs now.
    select min(_facts_from) into v_since from engagement_staging.moved_dim_user where not _is_new;

    if v_since is not null then
        update engagement_staging.superseded_fact_user_day
        set user_key = moved.user_key
        from engagement_staging.moved_dim_user as moved
        where moved.user_durable_key = superseded_fact_user_day.user_durable_key
            and not moved._is_new
            and moved._facts_from <= superseded_fact_user_day.date_key
            and moved._facts_until > superseded_fact_user_day.date_key
            and superseded_fact_user_day.date_key >= v_since
            and superseded_fact_user_day.user_key <> moved.user_key;
    end if;
end
$$;
