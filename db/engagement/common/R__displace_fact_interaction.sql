-- Generated from engagement.yaml by 'loadstar generate engagement'. For what is added to a batch; runs before replace_fact_interaction.
-- Takes out what the batch contributed and the run staged other rows in the place of.
create or replace procedure engagement_staging.displace_fact_interaction(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
declare
    v_displaced bigint;
    v_superseded bigint;
    v_since integer;
begin
    -- The planner knows a former run's rows; with those in mind it may join row by row.
    analyze engagement_staging.staging_fact_interaction;

    -- Most of what is added takes nobody's place.
    select count(*)
    into v_displaced
    from (
        select 1
        from engagement.fact_interaction as fact
        inner join engagement_staging.staging_fact_interaction as staged
            on staged._run_id = p_run_id
            and staged.user_durable_key = fact.user_durable_key
            and staged.acted_at = fact.acted_at
            and staged.action_type = fact.action_type
            and staged.page_id = fact.page_id
        where fact._batch_date = p_batch_date

        union all

        select 1
        from engagement_staging.superseded_fact_interaction as fact
        inner join engagement_staging.staging_fact_interaction as staged
            on staged._run_id = p_run_id
            and staged.user_durable_key = fact.user_durable_key
            and staged.acted_at = fact.acted_at
            and staged.action_type = fact.action_type
            and staged.page_id = fact.page_id
        where fact._batch_date = p_batch_date
    ) as displaced;

    -- Dates of which marts change: those of the batch's rows, and those of rows whose members change.
    insert into engagement_staging.changed_dates (date_key)
    select distinct fact.date_key
    from engagement.fact_interaction as fact
    where fact._batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from engagement_staging.staging_fact_interaction as staged
            where staged._run_id = p_run_id
                and staged.user_durable_key = fact.user_durable_key
                and staged.acted_at = fact.acted_at
                and staged.action_type = fact.action_type
                and staged.page_id = fact.page_id
        );

    insert into engagement_staging.changed_dates (date_key)
    select distinct fact.date_key
    from engagement.fact_interaction as fact
    inner join engagement_staging.touched_dim_user as touched
        on touched.user_durable_key = fact.user_durable_key
    -- Of whom the batch says what stood already, nothing has changed.
    where touched.user_durable_key in (select user_durable_key from engagement_staging.changed_dim_user)
        or touched.user_durable_key not in (select user_durable_key from engagement_staging.versions_dim_user);

    insert into engagement_staging.changed_dates (date_key)
    select distinct fact.date_key
    from engagement.fact_interaction as fact
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
        from engagement.fact_interaction as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from engagement_staging.staging_fact_interaction as staged
                where staged._run_id = p_run_id
                    and staged.user_durable_key = fact.user_durable_key
                    and staged.acted_at = fact.acted_at
                    and staged.action_type = fact.action_type
                    and staged.page_id = fact.page_id
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
        from engagement_staging.superseded_fact_interaction as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from engagement_staging.staging_fact_interaction as staged
                where staged._run_id = p_run_id
                    and staged.user_durable_key = fact.user_durable_key
                    and staged.acted_at = fact.acted_at
                    and staged.action_type = fact.action_type
                    and staged.page_id = fact.page_id
            )
    ) as named
    inner join (
        select distinct user_durable_key
        from engagement.dim_user as dimension
        where dimension.is_inferred
    ) as present
        on present.user_durable_key = named.user_durable_key;

    delete from engagement.fact_interaction
    where _batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from engagement_staging.staging_fact_interaction as staged
            where staged._run_id = p_run_id
                and staged.user_durable_key = fact_interaction.user_durable_key
                and staged.acted_at = fact_interaction.acted_at
                and staged.action_type = fact_interaction.action_type
                and staged.page_id = fact_interaction.page_id
        );
    delete from engagement_staging.superseded_fact_interaction
    where _batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from engagement_staging.staging_fact_interaction as staged
            where staged._run_id = p_run_id
                and staged.user_durable_key = superseded_fact_interaction.user_durable_key
                and staged.acted_at = superseded_fact_interaction.acted_at
                and staged.action_type = superseded_fact_interaction.action_type
                and staged.page_id = superseded_fact_interaction.page_id
        );

    -- Rows to which another version of user_key belongs now.
    select min(_facts_from) into v_since from engagement_staging.moved_dim_user where not _is_new;

    if v_since is not null then
        update engagement.fact_interaction
        set user_key = moved.user_key
        from engagement_staging.moved_dim_user as moved
        where moved.user_durable_key = fact_interaction.user_durable_key
            and not moved._is_new
            and moved._facts_from <= fact_interaction.date_key
            and moved._facts_until > fact_interaction.date_key
            and fact_interaction.date_key >= v_since
            and fact_interaction.user_key <> moved.user_key;
    end if;

    -- Rows to which another version of user_key belongs now.
    select min(_facts_from) into v_since from engagement_staging.moved_dim_user where not _is_new;

    if v_since is not null then
        update engagement_staging.superseded_fact_interaction
        set user_key = moved.user_key
        from engagement_staging.moved_dim_user as moved
        where moved.user_durable_key = superseded_fact_interaction.user_durable_key
            and not moved._is_new
            and moved._facts_from <= superseded_fact_interaction.date_key
            and moved._facts_until > superseded_fact_interaction.date_key
            and superseded_fact_interaction.date_key >= v_since
            and superseded_fact_interaction.user_key <> moved.user_key;
    end if;

    -- Rows that had given way to it return; of several, the latest batch's.
    select count(*)
    into v_superseded
    from (
        select 1
        from engagement_staging.superseded_fact_interaction
        limit 1
    ) as first_row;

    if v_superseded > 0 then
        insert into engagement.fact_interaction
        select superseded.*
        from engagement_staging.superseded_fact_interaction as superseded
        inner join (
            select
                user_durable_key,
                acted_at,
                action_type,
                page_id,
                max(_batch_date) as _batch_date
            from engagement_staging.superseded_fact_interaction
            group by
                user_durable_key,
                acted_at,
                action_type,
                page_id
        ) as winner
            on winner._batch_date = superseded._batch_date
            and winner.user_durable_key = superseded.user_durable_key
            and winner.acted_at = superseded.acted_at
            and winner.action_type = superseded.action_type
            and winner.page_id = superseded.page_id
        left join engagement.fact_interaction as present
            on present.user_durable_key = superseded.user_durable_key
            and present.acted_at = superseded.acted_at
            and present.action_type = superseded.action_type
            and present.page_id = superseded.page_id
            and present.date_key = superseded.date_key
        where present._batch_date is null;

        delete from engagement_staging.superseded_fact_interaction
        using engagement.fact_interaction
        where fact_interaction._batch_date = superseded_fact_interaction._batch_date
            and fact_interaction.user_durable_key = superseded_fact_interaction.user_durable_key
            and fact_interaction.acted_at = superseded_fact_interaction.acted_at
            and fact_interaction.action_type = superseded_fact_interaction.action_type
            and fact_interaction.page_id = superseded_fact_interaction.page_id;
    end if;
end
$$;
