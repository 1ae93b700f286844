-- Generated from edtech.yaml by 'loadstar generate edtech'. Grain: one row per course_key.
-- history_dim_course holds what each batch said of each member, a row where it changed; a row without _row_hash says that
-- the batch did not name the member.
-- The dimension has what the newest batch said that named it, whatever the order of loads.
create or replace procedure edtech_staging.merge_dim_course(
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
    from edtech_staging.batches_dim_course;

    -- Of members whose records were kept out the batch says nothing; of none but those it names, where such a record
    -- does not tell whose it is.
    select count(case when course_key is null then 1 end)
    into v_unreadable
    from edtech_staging.unread_dim_course
    where _run_id = p_run_id;

    delete from edtech_staging.unstated_dim_course where batch_date = p_batch_date;

    insert into edtech_staging.unstated_dim_course (course_key, batch_date)
    select distinct known.course_key, p_batch_date
    from (
        select course_key
        from edtech_staging.unread_dim_course
        where _run_id = p_run_id
            and course_key is not null

        union all

        select course_key
        from edtech_staging.history_dim_course
        where v_unreadable > 0
    ) as known
    left join edtech_staging.staging_dim_course as staged
        on staged.course_key = known.course_key
        and staged._run_id = p_run_id
    where staged._run_id is null;

    -- What stood before it stands, as if the batch had repeated it.
    insert into edtech_staging.staging_dim_course (
        course_key,
        course_id,
        course_name,
        instructor_id,
        _row_hash,
        _run_id
    )
    select
        earlier.course_key,
        earlier.course_id,
        earlier.course_name,
        earlier.instructor_id,
        earlier._row_hash,
        p_run_id
    from edtech_staging.history_dim_course as earlier
    inner join edtech_staging.unstated_dim_course as unstated
        on unstated.course_key = earlier.course_key
        and unstated.batch_date = p_batch_date
    where earlier._row_hash is not null
        and earlier._batch_date < p_batch_date
        and earlier._until >= p_batch_date;

    -- Members of whom this batch says something else than what stood at its date.
    delete from edtech_staging.touched_dim_course;

    insert into edtech_staging.touched_dim_course (course_key)
    select
        coalesce(staged.course_key, before.course_key)
    from (
        select
            course_key,
            _row_hash
        from edtech_staging.staging_dim_course
        where _run_id = p_run_id
    ) as staged
    full outer join (
        select
            course_key,
            _row_hash
        from edtech_staging.history_dim_course
        where _batch_date <= p_batch_date
            and _until > p_batch_date
            and _row_hash is not null
    ) as before
        on before.course_key = staged.course_key
    where coalesce(staged._row_hash, '') <> coalesce(before._row_hash, '');

    -- Few or many of them: what follows is planned by that.
    analyze edtech_staging.touched_dim_course;

    update edtech_staging.touched_dim_course set _next_batch = v_next_batch;

    select count(*)
    into v_later
    from (
        select batch_date
        from edtech_staging.unstated_dim_course
        where batch_date > p_batch_date

        union all

        select batch_date
        from edtech_staging.batches_dim_course
        where batch_date > p_batch_date
            and is_incomplete
    ) as later;

    if v_later > 0 then
        -- Later batches that may have said nothing of members that they could not know.
        insert into edtech_staging.unstated_dim_course (course_key, batch_date)
        select distinct touched.course_key, incomplete.batch_date
        from edtech_staging.touched_dim_course as touched
        cross join edtech_staging.batches_dim_course as incomplete
        left join edtech_staging.history_dim_course as named
            on named.course_key = touched.course_key
            and named._batch_date <= incomplete.batch_date
            and named._until > incomplete.batch_date
            and named._row_hash is not null
        left join edtech_staging.unstated_dim_course as unstated
            on unstated.course_key = touched.course_key
            and unstated.batch_date = incomplete.batch_date
        where incomplete.batch_date > p_batch_date
            and incomplete.is_incomplete
            and named._batch_date is null
            and unstated.batch_date is null;

        update edtech_staging.touched_dim_course
        set _next_batch = later.batch_date
        from (
            select
                touched.course_key,
                min(case when unstated.batch_date is null then stated.batch_date end) as batch_date
            from edtech_staging.touched_dim_course as touched
            cross join edtech_staging.batches_dim_course as stated
            left join edtech_staging.unstated_dim_course as unstated
                on unstated.course_key = touched.course_key
                and unstated.batch_date = stated.batch_date
            where stated.batch_date > p_batch_date
            group by touched.course_key
        ) as later
        where later.course_key = touched_dim_course.course_key;
    end if;

    -- The next batch repeated what stood before it; it goes on saying so, now that this batch says something else.
    if v_next_batch is not null then
        insert into edtech_staging.history_dim_course (
            course_key,
            course_id,
            course_name,
            instructor_id,
            _row_hash,
            _batch_date,
            _until
        )
        select
            touched.course_key,
            before.course_id,
            before.course_name,
            before.instructor_id,
            before._row_hash,
            touched._next_batch,
            touched._next_batch
        from edtech_staging.touched_dim_course as touched
        left join edtech_staging.history_dim_course as before
            on before.course_key = touched.course_key
            and before._batch_date <= p_batch_date
            and before._until > p_batch_date
        left join edtech_staging.history_dim_course as at_next
            on at_next.course_key = touched.course_key
            and at_next._batch_date = touched._next_batch
        where touched._next_batch is not null
            and at_next._batch_date is null;
    end if;

    -- What this batch says, where that is not what the one before it said.
    delete from edtech_staging.history_dim_course
    using edtech_staging.touched_dim_course
    where touched_dim_course.course_key = history_dim_course.course_key
        and history_dim_course._batch_date = p_batch_date;

    insert into edtech_staging.history_dim_course (
        course_key,
        course_id,
        course_name,
        instructor_id,
        _row_hash,
        _batch_date,
        _until
    )
    select
        touched.course_key,
        staged.course_id,
        staged.course_name,
        staged.instructor_id,
        staged._row_hash,
        p_batch_date,
        coalesce(touched._next_batch, date '9999-12-31')
    from edtech_staging.touched_dim_course as touched
    left join edtech_staging.staging_dim_course as staged
        on staged.course_key = touched.course_key
        and staged._run_id = p_run_id
    left join edtech_staging.history_dim_course as earlier
        on earlier.course_key = touched.course_key
        and earlier._batch_date < p_batch_date
        and earlier._until >= p_batch_date
    where coalesce(staged._row_hash, '') <> coalesce(earlier._row_hash, '')
    -- As the primary key has them: its pages are filled one after the other.
    order by touched.course_key;

    -- The next batch needs no row where it now repeats this one.
    if v_next_batch is not null then
        delete from edtech_staging.history_dim_course
        where exists (
            select 1
            from edtech_staging.touched_dim_course as touched
            left join edtech_staging.staging_dim_course as staged
                on staged.course_key = touched.course_key
                and staged._run_id = p_run_id
            where touched.course_key = history_dim_course.course_key
                and touched._next_batch = history_dim_course._batch_date
                and coalesce(staged._row_hash, '') = coalesce(history_dim_course._row_hash, '')
        );
    end if;

    if v_others = 0 then
        -- It was empty, and may have been planned for as such.
        analyze edtech_staging.history_dim_course;
    else
        update edtech_staging.history_dim_course
        set _until = later._until
        from (
            select
                history.course_key,
                history._batch_date,
                coalesce(
                    lead(history._batch_date) over (partition by history.course_key order by history._batch_date),
                    date '9999-12-31'
                ) as _until
            from edtech_staging.history_dim_course as history
            inner join edtech_staging.touched_dim_course as touched
                on touched.course_key = history.course_key
        ) as later
        where later.course_key = history_dim_course.course_key
            and later._batch_date = history_dim_course._batch_date
            and later._until <> history_dim_course._until;
    end if;

    delete from edtech_staging.batches_dim_course where batch_date = p_batch_date;

    insert into edtech_staging.batches_dim_course (batch_date, is_incomplete)
    values (p_batch_date, v_unreadable > 0);

    -- Of each member touched, what stands now, if the dimension has something else.
    delete from edtech_staging.changed_dim_course;

    insert into edtech_staging.changed_dim_course (
        course_key,
        course_id,
        course_name,
        instructor_id,
        _row_hash,
        _batch_date
    )
    select
        standing.course_key,
        standing.course_id,
        standing.course_name,
        standing.instructor_id,
        standing._row_hash,
        standing._batch_date
    from (
        select
            history.*,
            row_number() over (partition by history.course_key order by history._batch_date desc) as newest
        from edtech_staging.history_dim_course as history
        inner join edtech_staging.touched_dim_course as touched
            on touched.course_key = history.course_key
        where history._row_hash is not null
    ) as standing
    left join edtech.dim_course as present
        on present.course_key = standing.course_key
    where standing.newest = 1
        and (
            present._row_hash is null
            or present._row_hash <> standing._row_hash
            or present._batch_date <> standing._batch_date
        );

    get diagnostics p_rows := row_count;

    analyze edtech_staging.changed_dim_course;

    merge into edtech.dim_course
    using edtech_staging.changed_dim_course as changed
    on dim_course.course_key = changed.course_key
    when matched then update set
        course_id = changed.course_id,
        course_name = changed.course_name,
        instructor_id = changed.instructor_id,
        _row_hash = changed._row_hash,
        _batch_date = changed._batch_date,
        _run_id = p_run_id,
        _loaded_at = p_loaded_at
    when not matched then insert (
        course_key,
        course_id,
        course_name,
        instructor_id,
        _row_hash,
        _batch_date,
        _run_id,
        _loaded_at
    )
    values (
        changed.course_key,
        changed.course_id,
        changed.course_name,
        changed.instructor_id,
        changed._row_hash,
        changed._batch_date,
        p_run_id,
        p_loaded_at
    );
end
$$;
