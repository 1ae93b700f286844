-- Generated from engagement.yaml by 'loadstar generate engagement'. Grain: one row per version of user_durable_key.
-- history_dim_user holds what each batch said of each member that it named.
-- The dimension has the versions that follow from it, whatever the order of loads.
create or replace procedure engagement_staging.merge_dim_user(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
declare
    v_inferred bigint;
begin
    -- Members of whom this batch says something else than it did before.
    delete from engagement_staging.touched_dim_user;

    insert into engagement_staging.touched_dim_user (user_durable_key)
    select
        coalesce(staged.user_durable_key, before.user_durable_key)
    from (
        select
            user_durable_key,
            _row_hash
        from engagement_staging.staging_dim_user
        where _run_id = p_run_id
    ) as staged
    full outer join (
        select
            user_durable_key,
            _row_hash
        from engagement_staging.history_dim_user
        where _batch_date = p_batch_date
    ) as before
        on before.user_durable_key = staged.user_durable_key
    where coalesce(staged._row_hash, '') <> coalesce(before._row_hash, '');

    -- Few or many of them: what follows is planned by that.
    analyze engagement_staging.touched_dim_user;

    delete from engagement_staging.history_dim_user
    using engagement_staging.touched_dim_user
    where touched_dim_user.user_durable_key = history_dim_user.user_durable_key
        and history_dim_user._batch_date = p_batch_date;

    -- It says nothing of other batches, so it does not hold until another speaks.
    insert into engagement_staging.history_dim_user (
        user_durable_key,
        user_id,
        join_date,
        country,
        device_type,
        subscription_type,
        _natural_key,
        _tracked_hash,
        _row_hash,
        _batch_date,
        _until
    )
    select
        staged.user_durable_key,
        staged.user_id,
        staged.join_date,
        staged.country,
        staged.device_type,
        staged.subscription_type,
        staged._natural_key,
        staged._tracked_hash,
        staged._row_hash,
        p_batch_date,
        p_batch_date
    from engagement_staging.touched_dim_user as touched
    inner join engagement_staging.staging_dim_user as staged
        on staged.user_durable_key = touched.user_durable_key
        and staged._run_id = p_run_id;

    delete from engagement_staging.batches_dim_user where batch_date = p_batch_date;

    insert into engagement_staging.batches_dim_user (batch_date, is_incomplete)
    values (p_batch_date, false);

    -- The versions of each member touched, as all batches together give them.
    delete from engagement_staging.versions_dim_user;

    insert into engagement_staging.versions_dim_user (
        user_key,
        user_durable_key,
        user_id,
        join_date,
        country,
        device_type,
        subscription_type,
        is_inferred,
        valid_from,
        valid_to,
        is_current,
        _natural_key,
        _facts_from,
        _facts_until,
        _tracked_hash,
        _row_hash,
        _batch_date
    )
    with members as (
        select distinct user_durable_key from engagement_staging.touched_dim_user
    ),

    said as (
        select
            history.*,
            history._batch_date as _valid_from,
            1 as _newest
        from engagement_staging.history_dim_user as history
        inner join members on members.user_durable_key = history.user_durable_key
        where history._row_hash is not null
    ),

    compared as (
        select
            said.*,
            row_number() over (
                partition by user_durable_key, case when _row_hash is null then 0 else 1 end
                order by _valid_from desc
            ) as _age,
            lag(_tracked_hash) over (partition by user_durable_key order by _valid_from) as _tracked_before
        from said
        where _newest = 1
    ),

    bounded as (
        select
            compared.*,
            lead(_valid_from) over (partition by user_durable_key order by _valid_from) as _valid_to
        from compared
        where coalesce(_tracked_hash, '') <> coalesce(_tracked_before, '')
    ),

    versions as (
        select
            bounded.*,
            lag(_valid_from) over (partition by user_durable_key order by _valid_from) as _version_before,
            lead(_valid_from) over (partition by user_durable_key order by _valid_from) as _version_after
        from bounded
        where _row_hash is not null
    )

    select
        shared.version_key(versions._natural_key, versions._valid_from),
        versions.user_durable_key,
        versions.user_id,
        newest.join_date,
        versions.country,
        newest.device_type,
        newest.subscription_type,
        false,
        versions._valid_from,
        coalesce(versions._valid_to, date '9999-12-31'),
        versions._valid_to is null,
        versions._natural_key,
        -- An event before the first version belongs to it; one in a gap, to the version before the gap.
        case when versions._version_before is null then 0 else cast(to_char(versions._valid_from, 'YYYYMMDD') as integer) end,
        coalesce(cast(to_char(versions._version_after, 'YYYYMMDD') as integer), 99999999),
        versions._tracked_hash,
        newest._row_hash,
        versions._batch_date
    from versions
    inner join compared as newest
        on newest.user_durable_key = versions.user_durable_key
        and newest._row_hash is not null
        and newest._age = 1;

    delete from engagement_staging.changed_dim_user;

    insert into engagement_staging.changed_dim_user
    select versions.*
    from engagement_staging.versions_dim_user as versions
    left join engagement.dim_user as present
        on present.user_key = versions.user_key
    where present._row_hash is null
        or present._row_hash <> versions._row_hash
        or present._tracked_hash <> versions._tracked_hash
        or present.valid_to <> versions.valid_to
        or present._facts_from <> versions._facts_from
        or present._facts_until <> versions._facts_until
        or present._batch_date <> versions._batch_date;

    get diagnostics p_rows := row_count;

    -- Periods of which facts now belong to another version.
    delete from engagement_staging.moved_dim_user;

    insert into engagement_staging.moved_dim_user (
        user_durable_key,
        user_key,
        _facts_from,
        _facts_until,
        _is_new
    )
    with known as (
        select distinct present.user_durable_key
        from engagement.dim_user as present
        inner join engagement_staging.touched_dim_user as touched
            on touched.user_durable_key = present.user_durable_key
    ),

    compared as (
        select
            versions.user_durable_key,
            versions.user_key,
            versions._facts_from,
            versions._facts_until,
            present._facts_from as _facts_from_before,
            present._facts_until as _facts_until_before,
            case when known.user_durable_key is null then true else false end as _is_new
        from engagement_staging.changed_dim_user as versions
        left join engagement.dim_user as present
            on present.user_key = versions.user_key
        left join known on known.user_durable_key = versions.user_durable_key
    )

    select user_durable_key, user_key, _facts_from, _facts_until, _is_new
    from compared
    where _facts_from_before is null and not _is_new

    union all

    select user_durable_key, user_key, _facts_from, _facts_from_before, _is_new
    from compared
    where _facts_from < _facts_from_before

    union all

    select user_durable_key, user_key, _facts_until_before, _facts_until, _is_new
    from compared
    where _facts_until > _facts_until_before;

    -- Versions that there are no more; their facts move to others before the transaction ends.
    delete from engagement.dim_user
    where user_durable_key in (select user_durable_key from engagement_staging.versions_dim_user)
        and user_key not in (select user_key from engagement_staging.versions_dim_user);

    merge into engagement.dim_user
    using engagement_staging.changed_dim_user as changed
    on dim_user.user_key = changed.user_key
    when matched then update set
        user_durable_key = changed.user_durable_key,
        user_id = changed.user_id,
        join_date = changed.join_date,
        country = changed.country,
        device_type = changed.device_type,
        subscription_type = changed.subscription_type,
        is_inferred = changed.is_inferred,
        valid_from = changed.valid_from,
        valid_to = changed.valid_to,
        is_current = changed.is_current,
        _natural_key = changed._natural_key,
        _facts_from = changed._facts_from,
        _facts_until = changed._facts_until,
        _tracked_hash = changed._tracked_hash,
        _row_hash = changed._row_hash,
        _batch_date = changed._batch_date,
        _run_id = p_run_id,
        _loaded_at = p_loaded_at
    when not matched then insert (
        user_key,
        user_durable_key,
        user_id,
        join_date,
        country,
        device_type,
        subscription_type,
        is_inferred,
        valid_from,
        valid_to,
        is_current,
        _natural_key,
        _facts_from,
        _facts_until,
        _tracked_hash,
        _row_hash,
        _batch_date,
        _run_id,
        _loaded_at
    )
    values (
        changed.user_key,
        changed.user_durable_key,
        changed.user_id,
        changed.join_date,
        changed.country,
        changed.device_type,
        changed.subscription_type,
        changed.is_inferred,
        changed.valid_from,
        changed.valid_to,
        changed.is_current,
        changed._natural_key,
        changed._facts_from,
        changed._facts_until,
        changed._tracked_hash,
        changed._row_hash,
        changed._batch_date,
        p_run_id,
        p_loaded_at
    );

    -- Members that only facts have named so far.
    insert into engagement.dim_user (
        user_durable_key,
        user_id,
        is_inferred,
        user_key,
        valid_from,
        valid_to,
        is_current,
        _natural_key,
        _facts_from,
        _facts_until,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select distinct
        referred.user_durable_key,
        referred.user_id,
        true,
        shared.version_key(referred._natural_key, date '0001-01-01'),
        date '0001-01-01',
        date '9999-12-31',
        true,
        referred._natural_key,
        0,
        99999999,
        date '0001-01-01',
        p_run_id,
        p_loaded_at
    from engagement_staging.inferred_dim_user as referred
    left join engagement.dim_user as present
        on present.user_durable_key = referred.user_durable_key
    where present.user_durable_key is null
        and referred._run_id = p_run_id;

    get diagnostics v_inferred := row_count;

    p_rows := p_rows + v_inferred;
end
$$;
