import { classes } from "@/lib/classes";

const VARIANTS = {
  primary: "bg-primary text-on-primary hover:bg-primary-strong",
  outline: "border border-border bg-raised text-foreground hover:bg-surface",
  ghost: "text-foreground hover:bg-surface",
  danger: "border border-border bg-raised text-danger hover:bg-danger-tint",
};

const SIZES = {
  small: "h-8 gap-1.5 px-2.5 text-[0.8125rem]",
  medium: "h-9 gap-2 px-3.5 text-sm",
  icon: "size-9 justify-center",
  smallIcon: "size-7 justify-center",
};

export interface ButtonStyle {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
}

/** The look of a button, which links can have too. */
export function buttonClasses({ variant = "outline", size = "medium" }: ButtonStyle, className?: string): string {
  return classes(
    "inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors select-none",
    "disabled:pointer-events-none disabled:opacity-50 aria-disabled:cursor-default aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
    VARIANTS[variant],
    SIZES[size],
    className,
  );
}
