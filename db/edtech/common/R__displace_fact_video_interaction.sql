-- Generated from edtech.yaml by 'loadstar generate edtech'. For what is added to a batch; runs before replace_fact_video_interaction.
-- Takes out what the batch contributed and the run staged other rows in the place of.
create or replace procedure edtech_staging.displace_fact_video_interaction(
    p_run_id bigint,
    p_batch_date date
)
language plpgsql
as $$
declare
    v_displaced bigint;
    v_superseded bigint;
begin
    -- The planner knows a former run's rows; with those in mind it may join row by row.
    analyze edtech_staging.staging_fact_video_interaction;

    -- Most of what is added takes nobody's place.
    select count(*)
    into v_displaced
    from (
        select 1
        from edtech.fact_video_interaction as fact
        inner join edtech_staging.staging_fact_video_interaction as staged
            on staged._run_id = p_run_id
            and staged.student_key = fact.student_key
            and staged.video_id = fact.video_id
            and staged.watched_at = fact.watched_at
        where fact._batch_date = p_batch_date

        union all

        select 1
        from edtech_staging.superseded_fact_video_interaction as fact
        inner join edtech_staging.staging_fact_video_interaction as staged
            on staged._run_id = p_run_id
            and staged.student_key = fact.student_key
            and staged.video_id = fact.video_id
            and staged.watched_at = fact.watched_at
        where fact._batch_date = p_batch_date
    ) as displaced;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into edtech_staging.touched_dim_student (student_key)
    select named.student_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.student_key
        from edtech.fact_video_interaction as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from edtech_staging.staging_fact_video_interaction as staged
                where staged._run_id = p_run_id
                    and staged.student_key = fact.student_key
                    and staged.video_id = fact.video_id
                    and staged.watched_at = fact.watched_at
            )
    ) as named
    inner join (
        select distinct student_key
        from edtech.dim_student as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.student_key = named.student_key;

    -- Members whom no batch names any more, and who are there for the sake of such rows.
    insert into edtech_staging.touched_dim_student (student_key)
    select named.student_key
    from (
        -- Each once, whatever the planner believes of the dimension.
        select distinct fact.student_key
        from edtech_staging.superseded_fact_video_interaction as fact
        where fact._batch_date = p_batch_date
            and v_displaced > 0
            and exists (
                select 1
                from edtech_staging.staging_fact_video_interaction as staged
                where staged._run_id = p_run_id
                    and staged.student_key = fact.student_key
                    and staged.video_id = fact.video_id
                    and staged.watched_at = fact.watched_at
            )
    ) as named
    inner join (
        select distinct student_key
        from edtech.dim_student as dimension
        where dimension._batch_date = date '0001-01-01'
    ) as present
        on present.student_key = named.student_key;

    delete from edtech.fact_video_interaction
    where _batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from edtech_staging.staging_fact_video_interaction as staged
            where staged._run_id = p_run_id
                and staged.student_key = fact_video_interaction.student_key
                and staged.video_id = fact_video_interaction.video_id
                and staged.watched_at = fact_video_interaction.watched_at
        );
    delete from edtech_staging.superseded_fact_video_interaction
    where _batch_date = p_batch_date
        and v_displaced > 0
        and exists (
            select 1
            from edtech_staging.staging_fact_video_interaction as staged
            where staged._run_id = p_run_id
                and staged.student_key = superseded_fact_video_interaction.student_key
                and staged.video_id = superseded_fact_video_interaction.video_id
                and staged.watched_at = superseded_fact_video_interaction.watched_at
        );

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
end
$$;
