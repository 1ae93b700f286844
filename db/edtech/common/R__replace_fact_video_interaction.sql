-- Generated from edtech.yaml by 'loadstar generate edtech'. Grain: one row per student_key, video_id, watched_at.
create or replace procedure edtech.replace_fact_video_interaction(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
declare
    v_superseded bigint;
    v_others bigint;
    v_first_date integer;
    v_last_date integer;
begin
    -- What this batch contributed before.
    delete from edtech.fact_video_interaction where _batch_date = p_batch_date;
    delete from edtech_staging.superseded_fact_video_interaction where _batch_date = p_batch_date;

    -- Rows that had given way to it return; of several, the latest batch's.
    select count(*)
    into v_superseded
    from (
        select 1
        from edtech_staging.superseded_fact_video_interaction
        limit 1
    ) as first_row;

    if v_superseded > 0 then
        insert into edtech.fact_video_interaction
        select superseded.*
        from edtech_staging.superseded_fact_video_interaction as superseded
        inner join (
            select
                student_key,
                video_id,
                watched_at,
                max(_batch_date) as _batch_date
            from edtech_staging.superseded_fact_video_interaction
            group by
                student_key,
                video_id,
                watched_at
        ) as winner
            on winner._batch_date = superseded._batch_date
            and winner.student_key = superseded.student_key
            and winner.video_id = superseded.video_id
            and winner.watched_at = superseded.watched_at
        left join edtech.fact_video_interaction as present
            on present.student_key = superseded.student_key
            and present.video_id = superseded.video_id
            and present.watched_at = superseded.watched_at
            and present.date_key = superseded.date_key
        where present._batch_date is null;

        delete from edtech_staging.superseded_fact_video_interaction
        using edtech.fact_video_interaction
        where fact_video_interaction._batch_date = superseded_fact_video_interaction._batch_date
            and fact_video_interaction.student_key = superseded_fact_video_interaction.student_key
            and fact_video_interaction.video_id = superseded_fact_video_interaction.video_id
            and fact_video_interaction.watched_at = superseded_fact_video_interaction.watched_at;
    end if;

    -- Most loads meet no other batch, and are spared the comparisons.
    select count(*)
    into v_others
    from (
        select 1
        from edtech.fact_video_interaction
        where _batch_date < p_batch_date
            or _batch_date > p_batch_date
        limit 1
    ) as first_row;

    if v_others > 0 then
        select min(date_key), max(date_key)
        into v_first_date, v_last_date
        from edtech_staging.staging_fact_video_interaction
        where _run_id = p_run_id;

        select count(*)
        into v_others
        from (
            select 1
            from edtech.fact_video_interaction
            where date_key between v_first_date and v_last_date
            limit 1
        ) as first_row;
    end if;

    if v_others > 0 then
        -- Rows that give way to this batch's.
        insert into edtech_staging.superseded_fact_video_interaction
        select present.*
        from edtech.fact_video_interaction as present
        inner join edtech_staging.staging_fact_video_interaction as staged
            on staged._run_id = p_run_id
            and staged.student_key = present.student_key
            and staged.video_id = present.video_id
            and staged.watched_at = present.watched_at
        where present._batch_date < p_batch_date
            and present.date_key between v_first_date and v_last_date;

        delete from edtech.fact_video_interaction
        using edtech_staging.superseded_fact_video_interaction
        where superseded_fact_video_interaction._batch_date = fact_video_interaction._batch_date
            and fact_video_interaction.date_key between v_first_date and v_last_date
            and superseded_fact_video_interaction.student_key = fact_video_interaction.student_key
            and superseded_fact_video_interaction.video_id = fact_video_interaction.video_id
            and superseded_fact_video_interaction.watched_at = fact_video_interaction.watched_at;
    end if;

    -- Rows of this batch that give way to another's.
    insert into edtech_staging.superseded_fact_video_interaction (
        student_key,
        date_key,
        video_id,
        watched_at,
        watch_time_seconds,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        staged.student_key,
        staged.date_key,
        staged.video_id,
        staged.watched_at,
        staged.watch_time_seconds,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from edtech_staging.staging_fact_video_interaction as staged
    inner join edtech.fact_video_interaction as present
        on present.student_key = staged.student_key
        and present.video_id = staged.video_id
        and present.watched_at = staged.watched_at
    where staged._run_id = p_run_id
        and v_others > 0
        and present.date_key between v_first_date and v_last_date;

    insert into edtech.fact_video_interaction (
        student_key,
        date_key,
        video_id,
        watched_at,
        watch_time_seconds,
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        staged.student_key,
        staged.date_key,
        staged.video_id,
        staged.watched_at,
        staged.watch_time_seconds,
        p_batch_date,
        p_run_id,
        p_loaded_at
    from edtech_staging.staging_fact_video_interaction as staged
    left join edtech.fact_video_interaction as present
        on v_others > 0
        and present.student_key = staged.student_key
        and present.video_id = staged.video_id
        and present.watched_at = staged.watched_at
        and present.date_key between v_first_date and v_last_date
    where staged._run_id = p_run_id
        and present._batch_date is null;

    get diagnostics p_rows = row_count;
end
$$;
