    select
        min(case when batch_date > p_batch_date then batch_date end),
        count(case when batch_date <> p_batch_date then 1 end)
    into
        v_next_batch,
        v_others
    from {{ area }}_staging.batches_{{ table.name }};

    -- Of members whose records were kept out the batch says nothing; of none but those it names, where such a record
    -- does not tell whose it is.
    select count(case when {{ members.durableKey }} is null then 1 end)
    into v_unreadable
    from {{ area }}_staging.unread_{{ table.name }}
    where _run_id = p_run_id;

    delete from {{ area }}_staging.unstated_{{ table.name }} where batch_date = p_batch_date;

    insert into {{ area }}_staging.unstated_{{ table.name }} ({{ members.durableKey }}, batch_date)
    select distinct known.{{ members.durableKey }}, p_batch_date
    from (
        select {{ members.durableKey }}
        from {{ area }}_staging.unread_{{ table.name }}
        where _run_id = p_run_id
            and {{ members.durableKey }} is not null

        union all

        select {{ members.durableKey }}
        from {{ area }}_staging.history_{{ table.name }}
        where v_unreadable > 0
    ) as known
    left join {{ area }}_staging.staging_{{ table.name }} as staged
        on staged.{{ members.durableKey }} = known.{{ members.durableKey }}
        and staged._run_id = p_run_id
    where staged._run_id is null;

    -- What stood before it stands, as if the batch had repeated it.
    insert into {{ area }}_staging.staging_{{ table.name }} (
        {{ columns(table.stagedColumns, "", 8) }},
        _run_id
    )
    select
        {{ columns(table.stagedColumns, "earlier.", 8) }},
        p_run_id
    from {{ area }}_staging.history_{{ table.name }} as earlier
    inner join {{ area }}_staging.unstated_{{ table.name }} as unstated
        on unstated.{{ members.durableKey }} = earlier.{{ members.durableKey }}
        and unstated.batch_date = p_batch_date
    where earlier._row_hash is not null
        and earlier._batch_date < p_batch_date
        and earlier._until >= p_batch_date;

{% include "common/find_touched.sql" %}

    update {{ area }}_staging.touched_{{ table.name }} set _next_batch = v_next_batch;

    select count(*)
    into v_later
    from (
        select batch_date
        from {{ area }}_staging.unstated_{{ table.name }}
        where batch_date > p_batch_date

        union all

        select batch_date
        from {{ area }}_staging.batches_{{ table.name }}
        where batch_date > p_batch_date
            and is_incomplete
    ) as later;

    if v_later > 0 then
        -- Later batches that may have said nothing of members that they could not know.
        insert into {{ area }}_staging.unstated_{{ table.name }} ({{ members.durableKey }}, batch_date)
        select distinct touched.{{ members.durableKey }}, incomplete.batch_date
        from {{ area }}_staging.touched_{{ table.name }} as touched
        cross join {{ area }}_staging.batches_{{ table.name }} as incomplete
        left join {{ area }}_staging.history_{{ table.name }} as named
            on named.{{ members.durableKey }} = touched.{{ members.durableKey }}
            and named._batch_date <= incomplete.batch_date
            and named._until > incomplete.batch_date
            and named._row_hash is not null
        left join {{ area }}_staging.unstated_{{ table.name }} as unstated
            on unstated.{{ members.durableKey }} = touched.{{ members.durableKey }}
            and unstated.batch_date = incomplete.batch_date
        where incomplete.batch_date > p_batch_date
            and incomplete.is_incomplete
            and named._batch_date is null
            and unstated.batch_date is null;

        update {{ area }}_staging.touched_{{ table.name }}
        set _next_batch = later.batch_date
        from (
            select
                touched.{{ unit }},
                min(case when unstated.batch_date is null then stated.batch_date end) as batch_date
            from {{ area }}_staging.touched_{{ table.name }} as touched
            cross join {{ area }}_staging.batches_{{ table.name }} as stated
            left join {{ area }}_staging.unstated_{{ table.name }} as unstated
                on unstated.{{ members.durableKey }} = touched.{{ members.durableKey }}
                and unstated.batch_date = stated.batch_date
            where stated.batch_date > p_batch_date
            group by touched.{{ unit }}
        ) as later
        where later.{{ unit }} = touched_{{ table.name }}.{{ unit }};
    end if;

    -- The next batch repeated what stood before it; it goes on saying so, now that this batch says something else.
    if v_next_batch is not null then
        insert into {{ area }}_staging.history_{{ table.name }} (
            {{ columns(table.stagedColumns, "", 12) }},
            _batch_date,
            _until
        )
        select
{% for name in table.stagedColumns %}
            {% if members.carried contains name %}touched{% else %}before{% endif %}.{{ name }},
{% endfor %}
            touched._next_batch,
            touched._next_batch
        from {{ area }}_staging.touched_{{ table.name }} as touched
        left join {{ area }}_staging.history_{{ table.name }} as before
            on before.{{ unit }} = touched.{{ unit }}
            and before._batch_date <= p_batch_date
            and before._until > p_batch_date
        left join {{ area }}_staging.history_{{ table.name }} as at_next
            on at_next.{{ unit }} = touched.{{ unit }}
            and at_next._batch_date = touched._next_batch
        where touched._next_batch is not null
            and at_next._batch_date is null;
    end if;

    -- What this batch says, where that is not what the one before it said.
    delete from {{ area }}_staging.history_{{ table.name }}
    using {{ area }}_staging.touched_{{ table.name }}
    where touched_{{ table.name }}.{{ unit }} = history_{{ table.name }}.{{ unit }}
        and history_{{ table.name }}._batch_date = p_batch_date;

    insert into {{ area }}_staging.history_{{ table.name }} (
        {{ columns(table.stagedColumns, "", 8) }},
        _batch_date,
        _until
    )
    select
{% for name in table.stagedColumns %}
        {% if members.carried contains name %}touched{% else %}staged{% endif %}.{{ name }},
{% endfor %}
        p_batch_date,
        coalesce(touched._next_batch, date '9999-12-31')
    from {{ area }}_staging.touched_{{ table.name }} as touched
    left join {{ area }}_staging.staging_{{ table.name }} as staged
        on staged.{{ unit }} = touched.{{ unit }}
        and staged._run_id = p_run_id
    left join {{ area }}_staging.history_{{ table.name }} as earlier
        on earlier.{{ unit }} = touched.{{ unit }}
        and earlier._batch_date < p_batch_date
        and earlier._until >= p_batch_date
    where coalesce(staged._row_hash, '') <> coalesce(earlier._row_hash, '')
    -- As the primary key has them: its pages are filled one after the other.
    order by touched.{{ unit }};

    -- The next batch needs no row where it now repeats this one.
    if v_next_batch is not null then
        delete from {{ area }}_staging.history_{{ table.name }}
        where exists (
            select 1
            from {{ area }}_staging.touched_{{ table.name }} as touched
            left join {{ area }}_staging.staging_{{ table.name }} as staged
                on staged.{{ unit }} = touched.{{ unit }}
                and staged._run_id = p_run_id
            where touched.{{ unit }} = history_{{ table.name }}.{{ unit }}
                and touched._next_batch = history_{{ table.name }}._batch_date
                and coalesce(staged._row_hash, '') = coalesce(history_{{ table.name }}._row_hash, '')
        );
    end if;

    if v_others = 0 then
        -- It was empty, and may have been planned for as such.
        analyze {{ area }}_staging.history_{{ table.name }};
    else
        update {{ area }}_staging.history_{{ table.name }}
        set _until = later._until
        from (
            select
                history.{{ unit }},
                history._batch_date,
                coalesce(
                    lead(history._batch_date) over (partition by history.{{ unit }} order by history._batch_date),
                    date '9999-12-31'
                ) as _until
            from {{ area }}_staging.history_{{ table.name }} as history
            inner join {{ area }}_staging.touched_{{ table.name }} as touched
                on touched.{{ unit }} = history.{{ unit }}
        ) as later
        where later.{{ unit }} = history_{{ table.name }}.{{ unit }}
            and later._batch_date = history_{{ table.name }}._batch_date
            and later._until <> history_{{ table.name }}._until;
    end if;
