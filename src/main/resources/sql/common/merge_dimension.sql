-- Generated from {{ area }}.yaml by 'loadstar generate {{ area }}'. Grain: one row per {{ table.keyColumn }}.
-- history_{{ table.name }} holds what each batch said of each member, a row where it changed; a row without _row_hash says that
-- the batch did not name the member. The dimension has what the newest batch said that named it, whatever the order of loads.
create or replace procedure {{ area }}.merge_{{ table.name }}(
    p_run_id bigint,
    p_batch_date date,
    p_loaded_at timestamp,
    inout p_rows bigint
)
language plpgsql
as $$
declare
    v_next_batch date;
    v_until date;
begin
    select min(batch_date)
    into v_next_batch
    from {{ area }}_staging.batches_{{ table.name }}
    where batch_date > p_batch_date;

    -- Right for the newest batch; for others set below.
    v_until := coalesce(v_next_batch, date '9999-12-31');

    -- Members of whom this batch says something else than what stood at its date.
    delete from {{ area }}_staging.touched_{{ table.name }};

    insert into {{ area }}_staging.touched_{{ table.name }} ({{ table.keyColumn }})
    select coalesce(staged.{{ table.keyColumn }}, before.{{ table.keyColumn }})
    from (
        select
            {{ table.keyColumn }},
            _row_hash
        from {{ area }}_staging.staging_{{ table.name }}
        where _run_id = p_run_id
    ) as staged
    full outer join (
        select
            {{ table.keyColumn }},
            _row_hash
        from {{ area }}_staging.history_{{ table.name }}
        where _batch_date <= p_batch_date
            and _until > p_batch_date
            and _row_hash is not null
    ) as before
        on before.{{ table.keyColumn }} = staged.{{ table.keyColumn }}
    where coalesce(staged._row_hash, '') <> coalesce(before._row_hash, '');

    -- The next batch repeated what stood before it; it goes on saying so, now that this batch says something else.
    if v_next_batch is not null then
        insert into {{ area }}_staging.history_{{ table.name }} (
{% for name in table.stagedColumns %}
            {{ name }},
{% endfor %}
            _batch_date,
            _until
        )
        select
{% for name in table.stagedColumns %}
            {% if name == table.keyColumn %}touched{% else %}before{% endif %}.{{ name }},
{% endfor %}
            v_next_batch,
            v_next_batch
        from {{ area }}_staging.touched_{{ table.name }} as touched
        left join {{ area }}_staging.history_{{ table.name }} as before
            on before.{{ table.keyColumn }} = touched.{{ table.keyColumn }}
            and before._batch_date <= p_batch_date
            and before._until > p_batch_date
        left join {{ area }}_staging.history_{{ table.name }} as at_next
            on at_next.{{ table.keyColumn }} = touched.{{ table.keyColumn }}
            and at_next._batch_date = v_next_batch
        where at_next._batch_date is null;
    end if;

    -- What this batch says, where that is not what the one before it said.
    delete from {{ area }}_staging.history_{{ table.name }}
    using {{ area }}_staging.touched_{{ table.name }} as touched
    where touched.{{ table.keyColumn }} = history_{{ table.name }}.{{ table.keyColumn }}
        and history_{{ table.name }}._batch_date = p_batch_date;

    insert into {{ area }}_staging.history_{{ table.name }} (
{% for name in table.stagedColumns %}
        {{ name }},
{% endfor %}
        _batch_date,
        _until
    )
    select
{% for name in table.stagedColumns %}
        {% if name == table.keyColumn %}touched{% else %}staged{% endif %}.{{ name }},
{% endfor %}
        p_batch_date,
        v_until
    from {{ area }}_staging.touched_{{ table.name }} as touched
    left join {{ area }}_staging.staging_{{ table.name }} as staged
        on staged.{{ table.keyColumn }} = touched.{{ table.keyColumn }}
        and staged._run_id = p_run_id
    left join {{ area }}_staging.history_{{ table.name }} as earlier
        on earlier.{{ table.keyColumn }} = touched.{{ table.keyColumn }}
        and earlier._batch_date < p_batch_date
        and earlier._until >= p_batch_date
    where coalesce(staged._row_hash, '') <> coalesce(earlier._row_hash, '');

    -- The next batch needs no row where it now repeats this one.
    delete from {{ area }}_staging.history_{{ table.name }}
    where _batch_date = v_next_batch
        and {{ table.keyColumn }} in (
            select touched.{{ table.keyColumn }}
            from {{ area }}_staging.touched_{{ table.name }} as touched
            inner join {{ area }}_staging.history_{{ table.name }} as repeated
                on repeated.{{ table.keyColumn }} = touched.{{ table.keyColumn }}
                and repeated._batch_date = v_next_batch
            left join {{ area }}_staging.staging_{{ table.name }} as staged
                on staged.{{ table.keyColumn }} = touched.{{ table.keyColumn }}
                and staged._run_id = p_run_id
            where coalesce(repeated._row_hash, '') = coalesce(staged._row_hash, '')
        );

    update {{ area }}_staging.history_{{ table.name }}
    set _until = later._until
    from (
        select
            history.{{ table.keyColumn }},
            history._batch_date,
            coalesce(
                lead(history._batch_date) over (partition by history.{{ table.keyColumn }} order by history._batch_date),
                date '9999-12-31'
            ) as _until
        from {{ area }}_staging.history_{{ table.name }} as history
        inner join {{ area }}_staging.touched_{{ table.name }} as touched
            on touched.{{ table.keyColumn }} = history.{{ table.keyColumn }}
    ) as later
    where later.{{ table.keyColumn }} = history_{{ table.name }}.{{ table.keyColumn }}
        and later._batch_date = history_{{ table.name }}._batch_date
        and later._until <> history_{{ table.name }}._until;

    insert into {{ area }}_staging.batches_{{ table.name }} (batch_date)
    select p_batch_date
    where not exists (
        select 1
        from {{ area }}_staging.batches_{{ table.name }}
        where batch_date = p_batch_date
    );

    -- Of each member touched, what stands now, if the dimension has something else.
    delete from {{ area }}_staging.changed_{{ table.name }};

    insert into {{ area }}_staging.changed_{{ table.name }} (
{% for name in table.stagedColumns %}
        {{ name }},
{% endfor %}
        _batch_date
    )
    select
{% for name in table.stagedColumns %}
        standing.{{ name }},
{% endfor %}
        standing._batch_date
    from (
        select
            history.*,
            row_number() over (partition by history.{{ table.keyColumn }} order by history._batch_date desc) as newest
        from {{ area }}_staging.history_{{ table.name }} as history
        inner join {{ area }}_staging.touched_{{ table.name }} as touched
            on touched.{{ table.keyColumn }} = history.{{ table.keyColumn }}
        where history._row_hash is not null
    ) as standing
    left join {{ area }}.{{ table.name }} as present
        on present.{{ table.keyColumn }} = standing.{{ table.keyColumn }}
    where standing.newest = 1
        and (
            present._row_hash is null
            or present._row_hash <> standing._row_hash
            or present._batch_date <> standing._batch_date
        );

    get diagnostics p_rows = row_count;

    merge into {{ area }}.{{ table.name }}
    using {{ area }}_staging.changed_{{ table.name }} as changed
    on {{ table.name }}.{{ table.keyColumn }} = changed.{{ table.keyColumn }}
    when matched then update set
{% for name in table.stagedColumns %}{% if name != table.keyColumn %}
        {{ name }} = changed.{{ name }},
{% endif %}{% endfor %}
        _batch_date = changed._batch_date,
        _run_id = p_run_id,
        _loaded_at = p_loaded_at
    when not matched then insert (
{% for name in table.stagedColumns %}
        {{ name }},
{% endfor %}
        _batch_date,
        _run_id,
        _loaded_at
    )
    values (
{% for name in table.stagedColumns %}
        changed.{{ name }},
{% endfor %}
        changed._batch_date,
        p_run_id,
        p_loaded_at
    );
end
$$;
