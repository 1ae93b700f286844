-- Generated from commerce.yaml by 'loadstar generate commerce'. Grain: one row per version of customer_durable_key.
-- history_dim_customer holds what each batch said of each member, a row where it changed; a row without _row_hash says that
-- the batch did not name the member.
-- The dimension has the versions that follow from it, whatever the order of loads.
create or replace procedure commerce_staging.merge_dim_customer(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
declare
    v_next_batch date;
    v_others bigint;
    v_unreadable bigint;
    v_later bigint;
    v_inferred bigint;
begin
    select
        min(case when batch_date > p_batch_date then batch_date end),
        count(case when batch_date <> p_batch_date then 1 end)
    into
        v_next_batch,
        v_others
    from commerce_staging.batches_dim_customer;

    -- Of members whose records were kept out the batch says nothing; of none but those it names, where such a record
    -- does not tell whose it is.
    select count(case when customer_durable_key is null then 1 end)
    into v_unreadable
    from commerce_staging.unread_dim_customer
    where _run_id = p_run_id;

    delete from commerce_staging.unstated_dim_customer where batch_date = p_batch_date;

    insert into commerce_staging.unstated_dim_customer (customer_durable_key, batch_date)
    select distinct known.customer_durable_key, p_batch_date
    from (
        select customer_durable_key
        from commerce_staging.unread_dim_customer
        where _run_id = p_run_id
            and customer_durable_key is not null

        union all

        select customer_durable_key
        from commerce_staging.history_dim_customer
        where v_unreadable > 0
    ) as known
    left join commerce_staging.staging_dim_customer as staged
        on staged.customer_durable_key = known.customer_durable_key
        and staged._run_id = p_run_id
    where staged._run_id is null;

    -- What stood before it stands, as if the batch had repeated it.
    insert into commerce_staging.staging_dim_customer (
        customer_durable_key,
        customer_id,
        signup_date,
        location,
        region,
        _natural_key,
        _tracked_hash,
        _row_hash,
        _run_id
    )
    select
        earlier.customer_durable_key,
        earlier.customer_id,
        earlier.signup_date,
        earlier.location,
        earlier.region,
        earlier._natural_key,
        earlier._tracked_hash,
        earlier._row_hash,
        p_run_id
    from commerce_staging.history_dim_customer as earlier
    inner join commerce_staging.unstated_dim_customer as unstated
        on unstated.customer_durable_key = earlier.customer_durable_key
        and unstated.batch_date = p_batch_date
    where earlier._row_hash is not null
        and earlier._batch_date < p_batch_date
        and earlier._until >= p_batch_date;

    -- Members of whom this batch says something else than what stood at its date.
    delete from commerce_staging.touched_dim_customer;

    insert into commerce_staging.touched_dim_customer (customer_durable_key)
    select
        coalesce(staged.customer_durable_key, before.customer_durable_key)
    from (
        select
            customer_durable_key,
            _row_hash
        from commerce_staging.staging_dim_customer
        where _run_id = p_run_id
    ) as staged
    full outer join (
        select
            customer_durable_key,
            _row_hash
        from commerce_staging.history_dim_customer
        where _batch_date <= p_batch_date
            and _until > p_batch_date
            and _row_hash is not null
    ) as before
        on before.customer_durable_key = staged.customer_durable_key
    where coalesce(staged._row_hash, '') <> coalesce(before._row_hash, '');

    -- Few or many of them: what follows is planned by that.
    analyze commerce_staging.touched_dim_customer;

    update commerce_staging.touched_dim_customer set _next_batch = v_next_batch;

    select count(*)
    into v_later
    from (
        select batch_date
        from commerce_staging.unstated_dim_customer
        where batch_date > p_batch_date

        union all

        select batch_date
        from commerce_staging.batches_dim_customer
        where batch_date > p_batch_date
            and is_incomplete
    ) as later;

    if v_later > 0 then
        -- Later batches that may have said nothing of members that they could not know.
        insert into commerce_staging.unstated_dim_customer (customer_durable_key, batch_date)
        select distinct touched.customer_durable_key, incomplete.batch_date
        from commerce_staging.touched_dim_customer as touched
        cross join commerce_staging.batches_dim_customer as incomplete
        left join commerce_staging.history_dim_customer as named
            on named.customer_durable_key = touched.customer_durable_key
            and named._batch_date <= incomplete.batch_date
            and named._until > incomplete.batch_date
            and named._row_hash is not null
        left join commerce_staging.unstated_dim_customer as unstated
            on unstated.customer_durable_key = touched.customer_durable_key
            and unstated.batch_date = incomplete.batch_date
        where incomplete.batch_date > p_batch_date
            and incomplete.is_incomplete
            and named._batch_date is null
            and unstated.batch_date is null;

        update commerce_staging.touched_dim_customer
        set _next_batch = later.batch_date
        from (
            select
                touched.customer_durable_key,
                min(case when unstated.batch_date is null then stated.batch_date end) as batch_date
            from commerce_staging.touched_dim_customer as touched
            cross join commerce_staging.batches_dim_customer as stated
            left join commerce_staging.unstated_dim_customer as unstated
                on unstated.customer_durable_key = touched.customer_durable_key
                and unstated.batch_date = stated.batch_date
            where stated.batch_date > p_batch_date
            group by touched.customer_durable_key
        ) as later
        where later.customer_durable_key = touched_dim_customer.customer_durable_key;
    end if;

    -- The next batch repeated what stood before it; it goes on saying so, now that this batch says something else.
    if v_next_batch is not null then
        insert into commerce_staging.history_dim_customer (
            customer_durable_key,
            customer_id,
            signup_date,
            location,
            region,
            _natural_key,
            _tracked_hash,
            _row_hash,
            _batch_date,
            _until
        )
        select
            touched.customer_durable_key,
            before.customer_id,
            before.signup_date,
            before.location,
            before.region,
            before._natural_key,
            before._tracked_hash,
            before._row_hash,
            touched._next_batch,
            touched._next_batch
        from commerce_staging.touched_dim_customer as touched
        left join commerce_staging.history_dim_customer as before
            on before.customer_durable_key = touched.customer_durable_key
            and before._batch_date <= p_batch_date
            and before._until > p_batch_date
        left join commerce_staging.history_dim_customer as at_next
            on at_next.customer_durable_key = touched.customer_durable_key
            and at_next._batch_date = touched._next_batch
        where touched._next_batch is not null
            and at_next._batch_date is null;
    end if;

    -- What this batch says, where that is not what the one before it said.
    delete from commerce_staging.history_dim_customer
    using commerce_staging.touched_dim_customer
    where touched_dim_customer.customer_durable_key = history_dim_customer.customer_durable_key
        and history_dim_customer._batch_date = p_batch_date;

    insert into commerce_staging.history_dim_customer (
        customer_durable_key,
        customer_id,
        signup_date,
        location,
        region,
        _natural_key,
        _tracked_hash,
        _row_hash,
        _batch_date,
        _until
    )
    select
        touched.customer_durable_key,
        staged.customer_id,
        staged.signup_date,
        staged.location,
        staged.region,
        staged._natural_key,
        staged._tracked_hash,
        staged._row_hash,
        p_batch_date,
        coalesce(touched._next_batch, date '9999-12-31')
    from commerce_staging.touched_dim_customer as touched
    left join commerce_staging.staging_dim_customer as staged
        on staged.customer_durable_key = touched.customer_durable_key
        and staged._run_id = p_run_id
    left join commerce_staging.history_dim_customer as earlier
        on earlier.customer_durable_key = touched.customer_durable_key
        and earlier._batch_date < p_batch_date
        and earlier._until >= p_batch_date
    where coalesce(staged._row_hash, '') <> coalesce(earlier._row_hash, '')
    -- As the primary key has them: its pages are filled one after the other.
    order by touched.customer_durable_key;

    -- The next batch needs no row where it now repeats this one.
    if v_next_batch is not null then
        delete from commerce_staging.history_dim_customer
        where exists (
            select 1
            from commerce_staging.touched_dim_customer as touched
            left join commerce_staging.staging_dim_customer as staged
                on staged.customer_durable_key = touched.customer_durable_key
                and staged._run_id = p_run_id
            where touched.customer_durable_key = history_dim_customer.customer_durable_key
                and touched._next_batch = history_dim_customer._batch_date
                and coalesce(staged._row_hash, '') = coalesce(history_dim_customer._row_hash, '')
        );
    end if;

    if v_others = 0 then
        -- It was empty, and may have been planned for as such.
        analyze commerce_staging.history_dim_customer;
    else
        update commerce_staging.history_dim_customer
        set _until = later._until
        from (
            select
                history.customer_durable_key,
                history._batch_date,
                coalesce(
                    lead(history._batch_date) over (partition by history.customer_durable_key order by history._batch_date),
                    date '9999-12-31'
                ) as _until
            from commerce_staging.history_dim_customer as history
            inner join commerce_staging.touched_dim_customer as touched
                on touched.customer_durable_key = history.customer_durable_key
        ) as later
        where later.customer_durable_key = history_dim_customer.customer_durable_key
            and later._batch_date = history_dim_customer._batch_date
            and later._until <> history_dim_customer._until;
    end if;

    delete from commerce_staging.batches_dim_customer where batch_date = p_batch_date;

    insert into commerce_staging.batches_dim_customer (batch_date, is_incomplete)
    values (p_batch_date, v_unreadable > 0);

    -- The versions of each member touched, as all batches together give them.
    delete from commerce_staging.versions_dim_customer;

    insert into commerce_staging.versions_dim_customer (
        customer_key,
        customer_durable_key,
        customer_id,
        signup_date,
        location,
        region,
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
        select distinct customer_durable_key from commerce_staging.touched_dim_customer
    ),

    said as (
        select
            history.*,
            history._batch_date as _valid_from,
            1 as _newest
        from commerce_staging.history_dim_customer as history
        inner join members on members.customer_durable_key = history.customer_durable_key
        where history._row_hash is not null
    ),

    compared as (
        select
            said.*,
            row_number() over (
                partition by customer_durable_key, case when _row_hash is null then 0 else 1 end
                order by _valid_from desc
            ) as _age,
            lag(_tracked_hash) over (partition by customer_durable_key order by _valid_from) as _tracked_before
        from said
        where _newest = 1
    ),

    bounded as (
        select
            compared.*,
            lead(_valid_from) over (partition by customer_durable_key order by _valid_from) as _valid_to
        from compared
        where coalesce(_tracked_hash, '') <> coalesce(_tracked_before, '')
    ),

    versions as (
        select
            bounded.*,
            lag(_valid_from) over (partition by customer_durable_key order by _valid_from) as _version_before,
            lead(_valid_from) over (partition by customer_durable_key order by _valid_from) as _version_after
        from bounded
        where _row_hash is not null
    )

    select
        shared.version_key(versions._natural_key, versions._valid_from),
        versions.customer_durable_key,
        versions.customer_id,
        newest.signup_date,
        versions.location,
        versions.region,
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
        on newest.customer_durable_key = versions.customer_durable_key
        and newest._row_hash is not null
        and newest._age = 1;

    delete from commerce_staging.changed_dim_customer;

    insert into commerce_staging.changed_dim_customer
    select versions.*
    from commerce_staging.versions_dim_customer as versions
    left join commerce.dim_customer as present
        on present.customer_key = versions.customer_key
    where present._row_hash is null
        or present._row_hash <> versions._row_hash
        or present._tracked_hash <> versions._tracked_hash
        or present.valid_to <> versions.valid_to
        or present._facts_from <> versions._facts_from
        or present._facts_until <> versions._facts_until
        or present._batch_date <> versions._batch_date;

    get diagnostics p_rows := row_count;

    -- Periods of which facts now belong to another version.
    delete from commerce_staging.moved_dim_customer;

    insert into commerce_staging.moved_dim_customer (
        customer_durable_key,
        customer_key,
        _facts_from,
        _facts_until,
        _is_new
    )
    with known as (
        select distinct present.customer_durable_key
        from commerce.dim_customer as present
        inner join commerce_staging.touched_dim_customer as touched
            on touched.customer_durable_key = present.customer_durable_key
    ),

    compared as (
        select
            versions.customer_durable_key,
            versions.customer_key,
            versions._facts_from,
            versions._facts_until,
            present._facts_from as _facts_from_before,
            present._facts_until as _facts_until_before,
            case when known.customer_durable_key is null then true else false end as _is_new
        from commerce_staging.changed_dim_customer as versions
        left join commerce.dim_customer as present
            on present.customer_key = versions.customer_key
        left join known on known.customer_durable_key = versions.customer_durable_key
    )

    select customer_durable_key, customer_key, _facts_from, _facts_until, _is_new
    from compared
    where _facts_from_before is null and not _is_new

    union all

    select customer_durable_key, customer_key, _facts_from, _facts_from_before, _is_new
    from compared
    where _facts_from < _facts_from_before

    union all

    select customer_durable_key, customer_key, _facts_until_before, _facts_until, _is_new
    from compared
    where _facts_until > _facts_until_before;

    -- Versions that there are no more; their facts move to others before the transaction ends.
    delete from commerce.dim_customer
    where customer_durable_key in (select customer_durable_key from commerce_staging.versions_dim_customer)
        and customer_key not in (select customer_key from commerce_staging.versions_dim_customer);

    merge into commerce.dim_customer
    using commerce_staging.changed_dim_customer as changed
    on dim_customer.customer_key = changed.customer_key
    when matched then update set
        customer_durable_key = changed.customer_durable_key,
        customer_id = changed.customer_id,
        signup_date = changed.signup_date,
        location = changed.location,
        region = changed.region,
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
        customer_key,
        customer_durable_key,
        customer_id,
        signup_date,
        location,
        region,
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
        changed.customer_key,
        changed.customer_durable_key,
        changed.customer_id,
        changed.signup_date,
        changed.location,
        changed.region,
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
    insert into commerce.dim_customer (
        customer_durable_key,
        customer_id,
        is_inferred,
        customer_key,
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
        referred.customer_durable_key,
        referred.customer_id,
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
    from commerce_staging.inferred_dim_customer as referred
    left join commerce.dim_customer as present
        on present.customer_durable_key = referred.customer_durable_key
    where present.customer_durable_key is null
        and referred._run_id = p_run_id;

    get diagnostics v_inferred := row_count;

    p_rows := p_rows + v_inferred;
end
$$;
