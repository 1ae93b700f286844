-- Generated from learning.yaml by 'loadstar generate learning'. Grain: one row per user_key.
-- history_dim_user holds what each batch said of each member, a row where it changed; a row without _row_hash says that
-- the batch did not name the member.
-- The dimension has what the newest batch said that named it, whatever the order of loads.
create or replace procedure learning_staging.merge_dim_user(
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
    from learning_staging.batches_dim_user;

    -- Of members whose records were kept out the batch says nothing; of none but those it names, where such a record
    -- does not tell whose it is.
    select count(case when user_key is null then 1 end)
    into v_unreadable
    from learning_staging.unread_dim_user
    where _run_id = p_run_id;

    delete from learning_staging.unstated_dim_user where batch_date = p_batch_date;

    insert into learning_staging.unstated_dim_user (user_key, batch_date)
    select distinct known.user_key, p_batch_date
    from (
        select user_key
        from learning_staging.unread_dim_user
        where _run_id = p_run_id
            and user_key is not null

        union all

        select user_key
        from learning_staging.history_dim_user
        where v_unreadable > 0
    ) as known
    left join learning_staging.staging_dim_user as staged
        on staged.user_key = known.user_key
        and staged._run_id = p_run_id
    where staged._run_id is null;

    -- What stood before it stands, as if the batch had repeated it.
    insert into learning_staging.staging_dim_user (
        user_key,
        user_id,
        user_name,
        age,
        city,
        skills,
        skill_group_key,
        _row_hash,
        _run_id
    )
    select
        earlier.user_key,
        earlier.user_id,
        earlier.user_name,
        earlier.age,
        earlier.city,
        earlier.skills,
        earlier.skill_group_key,
        earlier._row_hash,
        p_run_id
    from learning_staging.history_dim_user as earlier
    inner join learning_staging.unstated_dim_user as unstated
        on unstated.user_key = earlier.user_key
        and unstated.batch_date = p_batch_date
    where earlier._row_hash is not null
        and earlier._batch_date < p_batch_date
        and earlier._until >= p_batch_date;

    -- Members of whom this batch says something else than what stood at its date.
    delete from learning_staging.touched_dim_user;

    insert into learning_staging.touched_dim_user (user_key)
    select
        coalesce(staged.user_key, before.user_key)
    from (
        select
            user_key,
            _row_hash
        from learning_staging.staging_dim_user
        where _run_id = p_run_id
    ) as staged
    full outer join (
        select
            user_key,
            _row_hash
        from learning_staging.history_dim_user
        where _batch_date <= p_batch_date
            and _until > p_batch_date
            and _row_hash is not null
    ) as before
        on before.user_key = staged.user_key
    where coalesce(staged._row_hash, '') <> coalesce(before._row_hash, '');

    -- Few or many of them: what follows is planned by that.
    analyze learning_staging.touched_dim_user;

    update learning_staging.touched_dim_user set _next_batch = v_next_batch;

    select count(*)
    into v_later
    from (
        select batch_date
        from learning_staging.unstated_dim_user
        where batch_date > p_batch_date

        union all

        select batch_date
        from learning_staging.batches_dim_user
        where batch_date > p_batch_date
            and is_incomplete
    ) as later;

    if v_later > 0 then
        -- Later batches that may have said nothing of members that they could not know.
        insert into learning_staging.unstated_dim_user (user_key, batch_date)
        select distinct touched.user_key, incomplete.batch_date
        from learning_staging.touched_dim_user as touched
        cross join learning_staging.batches_dim_user as incomplete
        left join learning_staging.history_dim_user as named
            on named.user_key = touched.user_key
            and named._batch_date <= incomplete.batch_date
            and named._until > incomplete.batch_date
            and named._row_hash is not null
        left join learning_staging.unstated_dim_user as unstated
            on unstated.user_key = touched.user_key
            and unstated.batch_date = incomplete.batch_date
        where incomplete.batch_date > p_batch_date
            and incomplete.is_incomplete
            and named._batch_date is null
            and unstated.batch_date is null;

        update learning_staging.touched_dim_user
        set _next_batch = later.batch_date
        from (
            select
                touched.user_key,
                min(case when unstated.batch_date is null then stated.batch_date end) as batch_date
            from learning_staging.touched_dim_user as touched
            cross join learning_staging.batches_dim_user as stated
            left join learning_staging.unstated_dim_user as unstated
                on unstated.user_key = touched.user_key
                and unstated.batch_date = stated.batch_date
            where stated.batch_date > p_batch_date
            group by touched.user_key
        ) as later
        where later.user_key = touched_dim_user.user_key;
    end if;

    -- The next batch repeated what stood before it; it goes on saying so, now that this batch says something else.
    if v_next_batch is not null then
        insert into learning_staging.history_dim_user (
            user_key,
            user_id,
            user_name,
            age,
            city,
            skills,
            skill_group_key,
            _row_hash,
            _batch_date,
            _until
        )
        select
            touched.user_key,
            before.user_id,
            before.user_name,
            before.age,
            before.city,
            before.skills,
            before.skill_group_key,
            before._row_hash,
            touched._next_batch,
            touched._next_batch
        from learning_staging.touched_dim_user as touched
        left join learning_staging.history_dim_user as before
            on before.user_key = touched.user_key
            and before._batch_date <= p_batch_date
            and before._until > p_batch_date
        left join learning_staging.history_dim_user as at_next
            on at_next.user_key = touched.user_key
            and at_next._batch_date = touched._next_batch
        where touched._next_batch is not null
            and at_next._batch_date is null;
    end if;

    -- What this batch says, where that is not what the one before it said.
    delete from learning_staging.history_dim_user
    using learning_staging.touched_dim_user
    where touched_dim_user.user_key = history_dim_user.user_key
        and history_dim_user._batch_date = p_batch_date;

    insert into learning_staging.history_dim_user (
        user_key,
        user_id,
        user_name,
        age,
        city,
        skills,
        skill_group_key,
        _row_hash,
        _batch_date,
        _until
    )
    select
        touched.user_key,
        staged.user_id,
        staged.user_name,
        staged.age,
        staged.city,
        staged.skills,
        staged.skill_group_key,
        staged._row_hash,
        p_batch_date,
        coalesce(touched._next_batch, date '9999-12-31')
    from learning_staging.touched_dim_user as touched
    left join learning_staging.staging_dim_user as staged
        on staged.user_key = touched.user_key
        and staged._run_id = p_run_id
    left join learning_staging.history_dim_user as earlier
        on earlier.user_key = touched.user_key
        and earlier._batch_date < p_batch_date
        and earlier._until >= p_batch_date
    where coalesce(staged._row_hash, '') <> coalesce(earlier._row_hash, '')
    -- As the primary key has them: its pages are filled one after the other.
    order by touched.user_key;

    -- The next batch needs no row where it now repeats this one.
    if v_next_batch is not null then
        delete from learning_staging.history_dim_user
        where exists (
            select 1
            from learning_staging.touched_dim_user as touched
            left join learning_staging.staging_dim_user as staged
                on staged.user_key = touched.user_key
                and staged._run_id = p_run_id
            where touched.user_key = history_dim_user.user_key
                and touched._next_batch = history_dim_user._batch_date
                and coalesce(staged._row_hash, '') = coalesce(history_dim_user._row_hash, '')
        );
    end if;

    if v_others = 0 then
        -- It was empty, and may have been planned for as such.
        analyze learning_staging.history_dim_user;
    else
        update learning_staging.history_dim_user
        set _until = later._until
        from (
            select
                history.user_key,
                history._batch_date,
                coalesce(
                    lead(history._batch_date) over (partition by history.user_key order by history._batch_date),
                    date '9999-12-31'
                ) as _until
            from learning_staging.history_dim_user as history
            inner join learning_staging.touched_dim_user as touched
                on touched.user_key = history.user_key
        ) as later
        where later.user_key = history_dim_user.user_key
            and later._batch_date = history_dim_user._batch_date
            and later._until <> history_dim_user._until;
    end if;

    delete from learning_staging.batches_dim_user where batch_date = p_batch_date;

    insert into learning_staging.batches_dim_user (batch_date, is_incomplete)
    values (p_batch_date, v_unreadable > 0);

    -- Of each member touched, what stands now, if the dimension has something else.
    delete from learning_staging.changed_dim_user;

    insert into learning_staging.changed_dim_user (
        user_key,
        user_id,
        user_name,
        age,
        city,
        skills,
        skill_group_key,
        _row_hash,
        _batch_date
    )
    select
        standing.user_key,
        standing.user_id,
        standing.user_name,
        standing.age,
        standing.city,
        standing.skills,
        standing.skill_group_key,
        standing._row_hash,
        standing._batch_date
    from (
        select
            history.*,
            row_number() over (partition by history.user_key order by history._batch_date desc) as newest
        from learning_staging.history_dim_user as history
        inner join learning_staging.touched_dim_user as touched
            on touched.user_key = history.user_key
        where history._row_hash is not null
    ) as standing
    left join learning.dim_user as present
        on present.user_key = standing.user_key
    where standing.newest = 1
        and (
            present._row_hash is null
            or present._row_hash <> standing._row_hash
            or present._batch_date <> standing._batch_date
        );

    get diagnostics p_rows := row_count;

    analyze learning_staging.changed_dim_user;

    -- Facts that came before them took the unknown member.
    delete from learning_staging.moved_dim_user;

    insert into learning_staging.moved_dim_user
    select
        changed.user_key,
        0,
        99999999,
        true
    from learning_staging.changed_dim_user as changed
    left join learning.dim_user as present
        on present.user_key = changed.user_key
    where present.user_key is null;

    merge into learning.dim_user
    using learning_staging.changed_dim_user as changed
    on dim_user.user_key = changed.user_key
    when matched then update set
        user_id = changed.user_id,
        user_name = changed.user_name,
        age = changed.age,
        city = changed.city,
        skills = changed.skills,
        skill_group_key = changed.skill_group_key,
        _row_hash = changed._row_hash,
        _batch_date = changed._batch_date,
        _run_id = p_run_id,
        _loaded_at = p_loaded_at
    when not matched then insert (
        user_key,
        user_id,
        user_name,
        age,
        city,
        skills,
        skill_group_key,
        _row_hash,
        _batch_date,
        _run_id,
        _loaded_at
    )
    values (
        changed.user_key,
        changed.user_id,
        changed.user_name,
        changed.age,
        changed.city,
        changed.skills,
        changed.skill_group_key,
        changed._row_hash,
        changed._batch_date,
        p_run_id,
        p_loaded_at
    );
end
$$;
