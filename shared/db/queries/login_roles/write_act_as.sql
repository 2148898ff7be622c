SELECT format('ALTER ROLE %I SET role = %I', $2::text, $1::text)
