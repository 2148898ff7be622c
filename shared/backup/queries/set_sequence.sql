SELECT setval(format('public.%I', $1::text)::regclass, coalesce($2::bigint, 1), $2::bigint IS NOT NULL)
