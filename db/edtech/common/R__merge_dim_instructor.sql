-- Generated from edtech.yaml by 'loadstar generate edtech'. Grain: one row per instructor_key.
-- history_dim_instructor holds what each batch said of each member, a row where it changed; a row without _row_hash says that
-- the batch did not name the member.
-- The dimension has what the newest batch said that named it, whatever the order of loads.
create or replace procedure edtech_staging.merge_dim_instructor(
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
begin
    select
        min(case when batch_date > p_batch_date then batch_date end),
        count(case when batch_date <> p_batch_date then 1 end)
    into
        v_next_batch,
        v_others
    from edtech_staging.batches_dim_instructor;

    -- Of members whose records were kept out the batch says nothing; of none but those it names, where such a record
    -- does not tell whose it is.
    select count(case when instructor_key is null then 1 end)
    into v_unreadable
    from edtech_staging.unread_dim_instructor
    where _run_id = p_run_id;

    delete from edtech_staging.unstated_dim_instructor where batch_date = p_batch_date;

    insert into edtech_staging.unstated_dim_instructor (instructor_key, batch_date)
    select distinct known.instructor_key, p_batch_date
    from (
        select instructor_key
        from edtech_staging.unread_dim_instructor
        where _run_id = p_run_id
            and instructor_key is not null

        union all

        select instructor_key
        from edtech_staging.history_dim_instructor
        where v_unreadable > 0
    ) as known
    left join edtech_staging.staging_dim_instructor as staged
        on staged.instructor_key = known.instructor_key
        and staged._run_id = p_run_id
    where staged._run_id is null;

    -- What stood before it stands, as if the batch had repeated it.
    insert into edtech_staging.staging_dim_instructor (
        instructor_key,
        instructor_id,
        instructor_name,
        email,
        mobile_number,
        _row_hash,
        _run_id
    )
    select
        earlier.instructor_key,
        earlier.instructor_id,
        earlier.instructor_name,
        earlier.email,
        earlier.mobile_number,
        earlier._row_hash,
        p_run_id
    from edtech_staging.history_dim_instructor as earlier
    inner join edtech_staging.unstated_dim_instructor as unstated
        on unstated.instructor_key = earlier.instructor_key
        and unstated.batch_date = p_batch_date
    where earlier._row_hash is not null
        and earlier._batch_date < p_batch_date
        and earlier._until >= p_batch_date;

    -- Members of whom this batch says something else than what stood at its date.
    delete from edtech_staging.touched_dim_instructor;

    insert into edtech_staging.touched_dim_instructor (instructor_key)
    select
        coalesce(staged.instructor_key, before.instructor_key)
    from (
        select
            instructor_key,
            _row_hash
        from edtech_staging.staging_dim_instructor
        where _run_id = p_run_id
    ) as staged
    full outer join (
        select
            instructor_key,
            _row_hash
        from edtech_staging.history_dim_instructor
        where _batch_date <= p_batch_date
            and _until > p_batch_date
            and _row_hash is not null
    ) as before
        on before.instructor_key = staged.instructor_key
    where coalesce(staged._row_hash, '') <> coalesce(before._row_hash, '');

    -- Few or many of them: what follows is planned by that.
    analyze edtech_staging.touched_dim_instructor;

    update edtech_staging.touched_dim_instructor set _next_batch = v_next_batch;

    select count(*)
    into v_later
    from (
        select batch_date
        from edtech_staging.unstated_dim_instructor
        where batch_date > p_batch_date

        union all

        select batch_date
        from edtech_staging.batches_dim_instructor
        where batch_date > p_batch_date
            and is_incomplete
    ) as later;

    if v_later > 0 then
        -- Later batches that may have said nothing of members that they could not know.
        insert into edtech_staging.unstated_dim_instructor (instructor_key, batch_date)
        select distinct touched.instructor_key, incomplete.batch_date
        from edtech_staging.touched_dim_instructor as touched
        cross join edtech_staging.batches_dim_instructor as incomplete
        left join edtech_staging.history_dim_instructor as named
            on named.instructor_key = touched.instructor_key
            and named._batch_date <= incomplete.batch_date
            and named._until > incomplete.batch_date
            and named._row_hash is not null
        left join edtech_staging.unstated_dim_instructor as unstated
            on unstated.instructor_key = touched.instructor_key
            and unstated.batch_date = incomplete.batch_date
        where incomplete.batch_date > p_batch_date
            and incomplete.is_incomplete
            and named._batch_date is null
            and unstated.batch_date is null;

        update edtech_staging.touched_dim_instructor
        set _next_batch = later.batch_date
        from (
            select
                touched.instructor_key,
                min(case when unstated.batch_date is null then stated.batch_date end) as batch_date
            from edtech_staging.touched_dim_instructor as touched
            cross join edtech_staging.batches_dim_instructor as stated
            left join edtech_staging.unstated_dim_instructor as unstated
                on unstated.instructor_key = touched.instructor_key
                and unstated.batch_date = stated.batch_date
            where stated.batch_date > p_batch_date
            group by touched.instructor_key
        ) as later
        where later.instructor_key = touched_dim_instructor.instructor_key;
    end if;

    -- The next batch repeated what stood before it; it goes on saying so, now that this batch says something else.
    if v_next_batch is not null then
        insert into edtech_staging.history_dim_instructor (
            instructor_key,
            instructor_id,
            instructor_name,
            email,
            mobile_number,
            _row_hash,
            _batch_date,
            _until
        )
        select
            touched.instructor_key,
            before.instructor_id,
            before.instructor_name,
            before.email,
            before.mobile_number,
            before._row_hash,
            touched._next_batch,
            touched._next_batch
        from edtech_staging.touched_dim_instructor as touched
        left join edtech_staging.history_dim_instructor as before
            on before.instructor_key = touched.instructor_key
            and before._batch_date <= p_batch_date
            and before._until > p_batch_date
        left join edtech_staging.history_dim_instructor as at_next
            on at_next.instructor_key = touched.instructor_key
            and at_next._batch_date = touched._next_batch
        where touched._next_batch is not null
            and at_next._batch_date is null;
    end if;

    -- What this batch says, where that is not what the one before it said.
    delete from edtech_staging.history_dim_instructor
    using edtech_staging.touched_dim_instructor
    where touched_dim_instructor.instructor_key = history_dim_instructor.instructor_key
        and history_dim_instructor._batch_date = p_batch_date;

    insert into edtech_staging.history_dim_instructor (
        instructor_key,
        instructor_id,
        instructor_name,
        email,
        mobile_number,
        _row_hash,
        _batch_date,
        _until
    )
    select
        touched.instructor_key,
        staged.instructor_id,
        staged.instructor_name,
        staged.email,
        staged.mobile_number,
        staged._row_hash,
        p_batch_date,
        coalesce(touched._next_batch, date '9999-12-31')
    from edtech_staging.touched_dim_instructor as touched
    left join edtech_staging.staging_dim_instructor as staged
        on staged.instructor_key = touched.instructor_key
        and staged._run_id = p_run_id
    left join edtech_staging.history_dim_instructor as earlier
        on earlier.instructor_key = touched.instructor_key
        and earlier._batch_date < p_batch_date
        and earlier._until >= p_batch_date
    where coalesce(staged._row_hash, '') <> coalesce(earlier._row_hash, '')
    -- As the primary key has them: its pages are filled one after the other.
    order by touched.instructor_key;

    -- The next batch needs no row where it now repeats this one.
    if v_next_batch is not null then
        delete from edtech_staging.history_dim_instructor
        where exists (
            select 1
            from edtech_staging.touched_dim_instructor as touched
            left join edtech_staging.staging_dim_instructor as staged
                on staged.instructor_key = touched.instructor_key
                and staged._run_id = p_run_id
            where touched.instructor_key = history_dim_instructor.instructor_key
                and touched._next_batch = history_dim_instructor._batch_date
                and coalesce(staged._row_hash, '') = coalesce(history_dim_instructor._row_hash, '')
        );
    end if;

    if v_others = 0 then
        -- It was empty, and may have been planned for as such.
        analyze edtech_staging.history_dim_instructor;
    else
        update edtech_staging.history_dim_instructor
        set _until = later._until
        from (
            select
                history.instructor_key,
                history._batch_date,
                coalesce(
                    lead(history._batch_date) over (partition by history.instructor_key order by history._batch_date),
                    date '9999-12-31'
                ) as _until
            from edtech_staging.history_dim_instructor as history
            inner join edtech_staging.touched_dim_instructor as touched
                on touched.instructor_key = history.instructor_key
        ) as later
        where later.instructor_key = history_dim_instructor.instructor_key
            and later._batch_date = history_dim_instructor._batch_date
            and later._until <> history_dim_instructor._until;
    end if;

    delete from edtech_staging.batches_dim_instructor where batch_date = p_batch_date;

    insert into edtech_staging.batches_dim_instructor (batch_date, is_incomplete)
    values (p_batch_date, v_unreadable > 0);

    -- Of each member touched, what stands now, if the dimension has something else.
    delete from edtech_staging.changed_dim_instructor;

    insert into edtech_staging.changed_dim_instructor (
        instructor_key,
        instructor_id,
        instructor_name,
        email,
        mobile_number,
        _row_hash,
        _batch_date
    )
    select
        standing.instructor_key,
        standing.instructor_id,
        standing.instructor_name,
        standing.email,
        standing.mobile_number,
        standing._row_hash,
        standing._batch_date
    from (
        select
            history.*,
            row_number() over (partition by history.instructor_key order by history._batch_date desc) as newest
        from edtech_staging.history_dim_instructor as history
        inner join edtech_staging.touched_dim_instructor as touched
            on touched.instructor_key = history.instructor_key
        where history._row_hash is not null
    ) as standing
    left join edtech.dim_instructor as present
        on present.instructor_key = standing.instructor_key
    where standing.newest = 1
        and (
            present._row_hash is null
            or present._row_hash <> standing._row_hash
            or present._batch_date <> standing._batch_date
        );

    get diagnostics p_rows := row_count;

    analyze edtech_staging.changed_dim_instructor;

    merge into edtech.dim_instructor
    using edtech_staging.changed_dim_instructor as changed
    on dim_instructor.instructor_key = changed.instructor_key
    when matched then update set
        instructor_id = changed.instructor_id,
        instructor_name = changed.instructor_name,
        email = changed.email,
        mobile_number = changed.mobile_number,
        _row_hash = changed._row_hash,
        _batch_date = changed._batch_date,
        _run_id = p_run_id,
        _loaded_at = p_loaded_at
    when not matched then insert (
        instructor_key,
        instructor_id,
        instructor_name,
        email,
        mobile_number,
        _row_hash,
        _batch_date,
        _run_id,
        _loaded_at
    )
    values (
        changed.instructor_key,
        changed.instructor_id,
        changed.instructor_name,
        changed.email,
        changed.mobile_number,
        changed._row_hash,
        changed._batch_date,
        p_run_id,
        p_loaded_at
    );
end
$$;
